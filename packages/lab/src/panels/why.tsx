import { useLab, useLabState, useText } from '../controller/context.ts';
import type { EventLine, Explanation } from '../model/run.ts';
import { eventSentence, verdictText } from '../model/sentence.ts';
import { useAsked } from '../ui/use-asked.ts';
import './panels.css';

/** An event: what happened, which rules were asked, and what led to it. */
export function Why() {
  const lab = useLab();
  const t = useText();
  const branch = useLabState((state) => state.branch);
  const event = useLabState((state) => state.event);
  const explanation = useAsked<Explanation>(event === null ? null : `${branch}:${event}`, () =>
    lab.worker.explain(branch, event ?? 0),
  );
  if (event === null || !explanation) {
    return (
      <div className="lab-panel">
        <p className="lab-hint">{t.why.none}</p>
      </div>
    );
  }
  const { event: chosen, rules, causes, effects } = explanation;
  return (
    <div className="lab-panel lab-why">
      <p className="lab-why-what">{eventSentence(chosen, t)}</p>
      <p className="lab-source">{t.why.atStep(chosen.step, chosen.at)}</p>
      <h4>{t.why.rules}</h4>
      {rules.length === 0 ? (
        <p className="lab-hint">{t.why.noRules}</p>
      ) : (
        <ul className="lab-rules">
          {rules.map(({ rule, verdict }, i) => (
            <li key={`${rule.id}${i}`}>
              <p>
                <code>{rule.id}</code>
                <b>{verdictText(verdict, t)}</b>
              </p>
              <p>{rule.says[t.locale]}</p>
              <p className="lab-source">{rule.source}</p>
            </li>
          ))}
        </ul>
      )}
      <h4>{t.why.causes}</h4>
      {causes.length === 0 ? <p className="lab-hint">{t.why.noCause}</p> : <Lines lines={causes} />}
      {effects.length > 0 && (
        <>
          <h4>{t.why.effects}</h4>
          <Lines lines={effects} />
        </>
      )}
    </div>
  );
}

function Lines({ lines }: { readonly lines: readonly EventLine[] }) {
  const lab = useLab();
  const t = useText();
  return (
    <ol className="lab-chain">
      {lines.map((line) => (
        <li key={line.id}>
          <button type="button" onClick={() => void lab.goToEvent(line.id)}>
            <time>{t.ms(line.at)}</time>
            {eventSentence(line, t)}
          </button>
        </li>
      ))}
    </ol>
  );
}
