import { useLab, useText } from '../controller/context.ts';
import type { BuiltinChoice, MutantNote } from '../model/run.ts';
import { useAsked } from '../ui/use-asked.ts';

interface KnobsProps {
  readonly choice: BuiltinChoice;
  readonly onChange: (part: Partial<BuiltinChoice>) => void;
}

const SIZES = [3, 4, 5, 6, 7, 8, 9] as const;

/** What can be turned at a built-in scenario: its size, its seed, its rules. */
export function Knobs({ choice, onChange }: KnobsProps) {
  const t = useText();
  return (
    <div className="lab-picker-knobs">
      <label>
        {t.scenario.serverCount}
        <select
          value={choice.servers}
          onChange={(event) => onChange({ servers: Number(event.target.value) })}
        >
          {SIZES.map((n) => (
            <option key={n} value={n}>
              {n}
            </option>
          ))}
        </select>
      </label>
      <label>
        {t.scenario.seed}
        <input
          type="number"
          min={0}
          max={0xffff_ffff}
          value={choice.seed}
          onChange={(event) =>
            onChange({ seed: Math.max(0, Math.floor(Number(event.target.value))) })
          }
        />
      </label>
      <Mutants choice={choice} onChange={onChange} />
      <OwnKnobs choice={choice} onChange={onChange} />
    </div>
  );
}

/** The rules that can be broken in the chosen protocol, which need not be the one that plays. */
function Mutants({ choice, onChange }: KnobsProps) {
  const lab = useLab();
  const t = useText();
  const { protocol } = choice;
  const mutants = useAsked<readonly MutantNote[]>(protocol, () => lab.worker.mutants(protocol));
  const chosen = mutants?.find(({ id }) => id === choice.mutant);
  return (
    <>
      <label className="is-wide">
        {t.scenario.mutant}
        <select
          value={choice.mutant ?? ''}
          onChange={(event) => onChange({ mutant: event.target.value || null })}
        >
          <option value="">{t.scenario.noMutant}</option>
          {mutants?.map(({ id, mistake }) => (
            <option key={id} value={id}>{`${id} · ${mistake[t.locale]}`}</option>
          ))}
        </select>
      </label>
      {chosen && (
        <p className="lab-hint is-wide">
          {chosen.mistake[t.locale]} <cite>{chosen.source}</cite>
        </p>
      )}
    </>
  );
}

/** Knobs that only one protocol has. */
function OwnKnobs({ choice, onChange }: KnobsProps) {
  const t = useText();
  switch (choice.protocol) {
    case 'raft':
      return (
        <>
          <label className="lab-check">
            <input
              type="checkbox"
              checked={choice.preVote}
              onChange={(event) => onChange({ preVote: event.target.checked })}
            />
            {t.scenario.preVote}
          </label>
          <label className="lab-check">
            <input
              type="checkbox"
              checked={choice.checkQuorum}
              onChange={(event) => onChange({ checkQuorum: event.target.checked })}
            />
            {t.scenario.checkQuorum}
          </label>
        </>
      );
    case 'zab':
      return (
        <label>
          {t.scenario.variant}
          <select
            value={choice.variant}
            onChange={({ target }) =>
              onChange({ variant: target.value === 'paper' ? 'paper' : 'zookeeper' })
            }
          >
            <option value="zookeeper">{t.scenario.variants.zookeeper}</option>
            <option value="paper">{t.scenario.variants.paper}</option>
          </select>
        </label>
      );
    case 'paxos':
    case 'synod':
      return null;
  }
}
