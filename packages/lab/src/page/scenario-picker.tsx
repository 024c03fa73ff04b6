import { useState } from 'react';
import { useLab, useLabState, useText } from '../controller/context.ts';
import { BUILTINS, choiceOf, DEFAULT_CHOICE } from '../model/builtins.ts';
import type { BuiltinChoice } from '../model/run.ts';
import { Sheet } from '../ui/sheet.tsx';

interface PickerProps {
  readonly onChoose: (choice: BuiltinChoice) => void;
  readonly onFile: (file: File) => void;
}

export function ScenarioPicker(props: PickerProps) {
  const t = useText();
  return (
    <Sheet name="scenario" title={t.scenario.choose}>
      <PickerForm {...props} />
    </Sheet>
  );
}

/** Built-in runs with their knobs: servers, seed, protections, and a rule to break. */
function PickerForm({ onChoose, onFile }: PickerProps) {
  const lab = useLab();
  const t = useText();
  const meta = useLabState((state) => state.meta);
  const [choice, setChoice] = useState<BuiltinChoice>(meta?.choice ?? DEFAULT_CHOICE);
  const change = (part: Partial<BuiltinChoice>) => setChoice((before) => ({ ...before, ...part }));
  const mutant = meta?.mutants.find(({ id }) => id === choice.mutant);
  return (
    <form
      className="lab-picker"
      onSubmit={(event) => {
        event.preventDefault();
        lab.store.setState({ sheet: null });
        onChoose(choice);
      }}
    >
      <fieldset className="lab-picker-list">
        <legend className="lab-unseen">{t.scenario.name}</legend>
        {BUILTINS.map((name) => (
          <label key={name} className={name === choice.name ? 'is-chosen' : ''}>
            <input
              type="radio"
              name="scenario"
              value={name}
              checked={name === choice.name}
              onChange={() => change({ name, servers: choiceOf(name).servers })}
            />
            <b>{t.scenario.titles[name]}</b>
            <span>{t.scenario.about[name]}</span>
          </label>
        ))}
      </fieldset>
      <div className="lab-picker-knobs">
        <label>
          {t.scenario.serverCount}
          <select
            value={choice.servers}
            onChange={(event) => change({ servers: Number(event.target.value) })}
          >
            {[3, 4, 5, 6, 7, 8, 9].map((n) => (
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
              change({ seed: Math.max(0, Math.floor(Number(event.target.value))) })
            }
          />
        </label>
        <label className="is-wide">
          {t.scenario.mutant}
          <select
            value={choice.mutant ?? ''}
            onChange={(event) => change({ mutant: event.target.value || null })}
          >
            <option value="">{t.scenario.noMutant}</option>
            {meta?.mutants.map(({ id, mistake }) => (
              <option key={id} value={id}>{`${id} · ${t.mistake(id, mistake)}`}</option>
            ))}
          </select>
        </label>
        {mutant && (
          <p className="lab-hint is-wide">
            {t.mistake(mutant.id, mutant.mistake)} <cite>{mutant.source}</cite>
          </p>
        )}
        <label className="lab-check">
          <input
            type="checkbox"
            checked={choice.preVote}
            onChange={(event) => change({ preVote: event.target.checked })}
          />
          {t.scenario.preVote}
        </label>
        <label className="lab-check">
          <input
            type="checkbox"
            checked={choice.checkQuorum}
            onChange={(event) => change({ checkQuorum: event.target.checked })}
          />
          {t.scenario.checkQuorum}
        </label>
      </div>
      <div className="lab-sheet-actions">
        <label className="lab-file">
          {t.scenario.file}
          <input
            type="file"
            accept=".json,application/json"
            onChange={(event) => {
              const file = event.target.files?.[0];
              lab.store.setState({ sheet: null });
              if (file) onFile(file);
            }}
          />
        </label>
        <button type="submit" className="is-primary">
          {t.scenario.start}
        </button>
      </div>
    </form>
  );
}
