import { useLab, useLabState, useText } from '../controller/context.ts';
import { writeLetters } from './prefs.ts';
import { Sheet } from './sheet.tsx';

/** Keys and gestures, and the switch for single letters. */
export function Help() {
  const lab = useLab();
  const t = useText();
  const letters = useLabState((state) => state.letters);
  return (
    <Sheet name="help" title={t.help.name}>
      <p>{t.own.colours}</p>
      <label className="lab-check">
        <input
          type="checkbox"
          checked={letters}
          onChange={(event) => {
            writeLetters(event.target.checked);
            lab.store.setState({ letters: event.target.checked });
          }}
        />
        {t.help.letters}
      </label>
      <p className="lab-hint">{t.help.lettersAbout}</p>
      <Pairs title={t.help.keys} pairs={t.help.list} keys />
      <Pairs title={t.help.gestures} pairs={t.help.gestureList} keys={false} />
    </Sheet>
  );
}

interface PairsProps {
  readonly title: string;
  readonly pairs: readonly (readonly [string, string])[];
  readonly keys: boolean;
}

function Pairs({ title, pairs, keys }: PairsProps) {
  return (
    <>
      <h3>{title}</h3>
      <dl className="lab-pairs">
        {pairs.map(([key, what]) => (
          <div key={key}>
            <dt>{keys ? <kbd>{key}</kbd> : key}</dt>
            <dd>{what}</dd>
          </div>
        ))}
      </dl>
    </>
  );
}
