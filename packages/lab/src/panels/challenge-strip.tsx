import { useLab, useLabState, useText } from '../controller/context.ts';
import type { ChallengeStep } from '../model/challenge.ts';

const STEPS: readonly ChallengeStep[] = ['write-before', 'crash-leader', 'write-after', 'kept'];

/** The task, how far it has come, and where it was lost. */
export function ChallengeStrip() {
  const lab = useLab();
  const t = useText();
  const result = useLabState((state) => state.challenge);
  if (!result) return null;
  const { status, reached, next, leftAt } = result;
  return (
    <section
      className={`lab-challenge is-${status}`}
      aria-label={t.challenge.name}
      data-challenge={status}
    >
      <h3>{t.challenge.titles[result.challenge]}</h3>
      <ol>
        {STEPS.map((step) => {
          const done = reached.find((one) => one.step === step);
          return (
            <li key={step} className={done ? 'is-done' : step === next ? 'is-next' : ''}>
              <span aria-hidden="true">{done ? '✓' : '○'}</span> {t.challenge.steps[step]}
            </li>
          );
        })}
      </ol>
      <p role="status">
        {status === 'passed' && t.challenge.passed}
        {status === 'failed' && t.challenge.failed}
      </p>
      {leftAt !== null && (
        <button type="button" onClick={() => void lab.goToEvent(leftAt)}>
          {t.challenge.jump}
        </button>
      )}
    </section>
  );
}
