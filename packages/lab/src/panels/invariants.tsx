import { useLab, useLabState, useText } from '../controller/context.ts';
import type { PropertyFrame } from '../model/frame.ts';
import './panels.css';

const SIGN = { holds: '✓', violated: '✗', open: '○' } as const;

/** What must hold, and whether it does, at this moment of the run. */
export function Invariants() {
  const t = useText();
  const properties = useLabState((state) => state.frame?.properties);
  if (!properties) return null;
  const violated = properties.filter(({ status }) => status === 'violated').length;
  return (
    <div className="lab-panel">
      <p className={`lab-verdict${violated > 0 ? ' is-violated' : ''}`}>
        {violated > 0
          ? t.invariants.someViolated(violated)
          : t.invariants.noneViolated(properties.filter(({ status }) => status === 'holds').length)}
      </p>
      <ul className="lab-properties">
        {properties.map((property) => (
          <Row key={property.name} property={property} />
        ))}
      </ul>
    </div>
  );
}

function Row({ property }: { readonly property: PropertyFrame }) {
  const lab = useLab();
  const t = useText();
  const { status, violatedAt } = property;
  return (
    <li className={`is-${status}`}>
      <details open={status === 'violated'}>
        <summary>
          <i aria-hidden="true">{SIGN[status]}</i>
          <span>{t.propertyName(property.name)}</span>
          <small>{t.invariants[status]}</small>
        </summary>
        <p>{t.propertySays(property.name, property.says)}</p>
        <p className="lab-source">{t.invariants.source(property.source)}</p>
        {status === 'violated' && (
          <p className="lab-clause" role="alert">
            {clauseSentence(property, t.clause)}
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

/** The clause in the page's language with the run's values; else the protocol's own sentence. */
export function clauseSentence(
  property: PropertyFrame,
  clauses: ReturnType<typeof useText>['clause'],
): string {
  const words = clauses[`${property.name}/${property.clause ?? ''}`];
  return words ? words(property.values) : (property.sentence ?? '');
}
