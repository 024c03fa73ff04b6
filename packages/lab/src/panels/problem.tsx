import { useLab, useLabState, useText } from '../controller/context.ts';
import { DEFAULT_CHOICE } from '../model/builtins.ts';

/** Why a run could not be opened and what to do; the page goes on with the default scenario. */
export function Problem() {
  const lab = useLab();
  const t = useText();
  const problem = useLabState((state) => state.problem);
  if (!problem) return null;
  const stopped = problem.code === 'internal';
  return (
    <div className="lab-problem" role="alert" data-problem={problem.code}>
      <p>
        <b>{t.problem.title}</b> {t.problem[problem.code]} {!stopped && t.problem.fallback}
      </p>
      {problem.place !== '' && (
        <p>
          <code>{t.problem.place(problem.place)}</code>
        </p>
      )}
      {problem.detail !== '' && (
        <details>
          <summary lang="en">{problem.detail.slice(0, 140)}</summary>
          <p lang="en">{problem.detail}</p>
        </details>
      )}
      <button
        type="button"
        onClick={() => {
          lab.dismissProblem();
          if (stopped) void lab.open({ type: 'builtin', choice: DEFAULT_CHOICE });
        }}
      >
        {stopped ? t.problem.again : t.problem.dismiss}
      </button>
    </div>
  );
}
