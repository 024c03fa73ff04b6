import { useLab, useLabState, useText } from '../controller/context.ts';
import type { PropertyFrame } from '../model/frame.ts';
import type { PropertyNote } from '../model/run.ts';
import './panels.css';

const SIGN = { holds: '✓', violated: '✗', open: '○' } as const;

/** A property: what it says, and what has become of it. */
interface Judged {
  readonly note: PropertyNote;
  readonly now: PropertyFrame;
}

/** What must hold, and whether it does, at this moment of the run. */
export function Invariants() {
  const t = useText();
  const notes = useLabState((state) => state.meta?.properties);
  const properties = useLabState((state) => state.frame?.properties);
  if (!properties || !notes) return null;
  const judged = notes.flatMap((note): Judged[] => {
    const now = properties.find(({ name }) => name === note.name);
    return now ? [{ note, now }] : [];
  });
  const violated = properties.filter(({ status }) => status === 'violated').length;
  const lasting = notes.filter(({ kind }) => kind === 'always' || kind === 'step').length;
  return (
    <div className="lab-panel">
      <p className={`lab-verdict${violated > 0 ? ' is-violated' : ''}`}>
        {violated > 0 ? t.invariants.someViolated(violated) : t.invariants.noneViolated(lasting)}
      </p>
      <List judged={judged.filter(({ note }) => note.kind !== 'sometimes')} />
      <h4>{t.invariants.seen}</h4>
      <List judged={judged.filter(({ note }) => note.kind === 'sometimes')} />
    </div>
  );
}

function List({ judged }: { readonly judged: readonly Judged[] }) {
  return (
    <ul className="lab-properties">
      {judged.map((one) => (
        <Row key={one.note.name} {...one} />
      ))}
    </ul>
  );
}

function Row({ note, now }: Judged) {
  const lab = useLab();
  const t = useText();
  const { status, violatedAt, sentence } = now;
  const word = note.kind === 'sometimes' ? t.invariants.reached[status] : t.invariants[status];
  return (
    <li className={`is-${status}`}>
      <details open={status === 'violated'}>
        <summary>
          <i aria-hidden="true">{SIGN[status]}</i>
          <span>{note.title[t.locale]}</span>
          <small>{word}</small>
        </summary>
        <p>{note.says[t.locale]}</p>
        <p className="lab-source">{t.invariants.source(note.source)}</p>
        {sentence !== null && (
          <p className="lab-clause" role="alert">
            {sentence[t.locale]}
          </p>
        )}
        {violatedAt !== null && (
          <button type="button" onClick={() => void lab.goToEvent(violatedAt)}>
            {t.invariants.jump}
          </button>
        )}
      </details>
    </li>
  );
}
