import { memo } from 'react';
import { useLabState, useText } from '../controller/context.ts';
import { GLYPHS } from './glyphs.ts';

/** More kinds than this stand in two columns. */
const MANY = 16;

/** Which glyph is which message. The names are the wire's, in every language. */
export const Legend = memo(function Legend() {
  const t = useText();
  const kinds = useLabState((state) => state.meta?.kinds);
  return (
    <details className="lab-legend">
      <summary>{t.stage.legend}</summary>
      <ul className={(kinds?.length ?? 0) > MANY ? 'is-long' : ''}>
        {kinds?.map(({ name, glyph, says }) => (
          <li key={name}>
            <svg width="18" height="18" viewBox="-9 -9 18 18" aria-hidden="true">
              <path className={GLYPHS[glyph].hollow ? 'is-hollow' : ''} d={GLYPHS[glyph].path} />
            </svg>
            <code>{name}</code>
            <span>{says[t.locale]}</span>
          </li>
        ))}
      </ul>
    </details>
  );
});
