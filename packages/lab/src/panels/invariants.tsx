import { useLab, useLabState, useText } from '../controller/context.ts';
import type { Catalog } from '../i18n/catalog.ts';
import { clauseFor } from '../i18n/properties.ts';
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
          : t.invariants.noneViolated(properties.filter(({ kind }) => kind === 'always').length)}
      </p>
      <List properties={properties.filter(({ kind }) => kind !== 'sometimes')} />
      <h4>{t.invariants.seen}</h4>
      <List properties={properties.filter(({ kind }) => kind === 'sometimes')} />
    </div>
  );
}

function List({ properties }: { readonly properties: readonly PropertyFrame[] }) {
  return (
    <ul className="lab-properties">
      {properties.map((property) => (
        <Row key={property.name} property={property} />
      ))}
    </ul>
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
          <small>
            {property.kind === 'sometimes' ? t.invariants.reached[status] : t.invariants[status]}
          </small>
        </summary>
        <p>{t.propertySays(property.name, property.says)}</p>
        <p className="lab-source">{t.invariants.source(property.source)}</p>
        {status === 'violated' && (
          <p className="lab-clause" role="alert">
            {clauseSentence(property, t)}
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
function clauseSentence(property: PropertyFrame, t: Catalog): string {
  const words = clauseFor(t.clause, property.name, property.clause);
  return words ? words(property.values) : (property.sentence ?? '');
}
