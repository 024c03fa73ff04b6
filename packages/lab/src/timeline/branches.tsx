import { Undo2 } from 'lucide-react';
import { useLab, useLabState, useText } from '../controller/context.ts';
import { actSentence } from '../model/sentence.ts';

/** Every act left the old future where it was: here one returns to it. */
export function Branches() {
  const lab = useLab();
  const t = useText();
  const branches = useLabState((state) => state.branches);
  const current = useLabState((state) => state.branch);
  if (branches.length < 2) return null;
  const parent = branches.find(({ id }) => id === current)?.parent ?? null;
  return (
    <nav className="lab-branches" aria-label={t.branches.name}>
      <button
        type="button"
        className="lab-undo"
        data-control="undo"
        disabled={parent === null}
        title={`${t.branches.undoTitle} (U)`}
        onClick={() => void lab.undo()}
      >
        <Undo2 size={15} aria-hidden />
        <span>{t.branches.undo}</span>
      </button>
      <ol>
        {branches.map(({ id, act, at }) => {
          const name = act ? actSentence(act, t) : t.branches.first;
          return (
            <li key={id}>
              <button
                type="button"
                aria-current={id === current}
                title={t.branches.returnTo(name)}
                onClick={() => void lab.switchTo(id)}
              >
                {name}
                {act && <small>{t.ms(at)}</small>}
              </button>
            </li>
          );
        })}
      </ol>
    </nav>
  );
}
