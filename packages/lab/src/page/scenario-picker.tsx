import { useState } from 'react';
import { useLab, useLabState, useText } from '../controller/context.ts';
import { BUILTINS, choiceOf } from '../model/builtins.ts';
import { PROTOCOLS, type ProtocolName } from '../model/protocols.ts';
import type { BuiltinChoice } from '../model/run.ts';
import { Sheet } from '../ui/sheet.tsx';
import { Knobs } from './knobs.tsx';

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

/** Built-in runs with their knobs: protocol, servers, seed, protections, and a rule to break. */
function PickerForm({ onChoose, onFile }: PickerProps) {
  const lab = useLab();
  const t = useText();
  const meta = useLabState((state) => state.meta);
  const [choice, setChoice] = useState<BuiltinChoice>(meta?.choice ?? choiceOf(null, t.protocol));
  const change = (part: Partial<BuiltinChoice>) => setChoice((before) => ({ ...before, ...part }));
  return (
    <form
      className="lab-picker"
      onSubmit={(event) => {
        event.preventDefault();
        lab.store.setState({ sheet: null });
        onChoose(choice);
      }}
    >
      <Protocols
        chosen={choice.protocol}
        onChange={(protocol) => setChoice(choiceOf(null, protocol))}
      />
      <Scenarios choice={choice} onChange={change} />
      <Knobs choice={choice} onChange={change} />
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

interface ProtocolsProps {
  readonly chosen: ProtocolName;
  readonly onChange: (protocol: ProtocolName) => void;
}

function Protocols({ chosen, onChange }: ProtocolsProps) {
  const t = useText();
  return (
    <fieldset className="lab-picker-protocols">
      <legend className="lab-unseen">{t.scenario.protocol}</legend>
      {PROTOCOLS.map((protocol) => (
        <label key={protocol} className={protocol === chosen ? 'is-chosen' : ''}>
          <input
            type="radio"
            name="protocol"
            value={protocol}
            checked={protocol === chosen}
            onChange={() => onChange(protocol)}
          />
          <b>{t.protocols[protocol].name}</b>
          <span>{t.protocols[protocol].about}</span>
        </label>
      ))}
    </fieldset>
  );
}

interface ChoiceProps {
  readonly choice: BuiltinChoice;
  readonly onChange: (part: Partial<BuiltinChoice>) => void;
}

function Scenarios({ choice, onChange }: ChoiceProps) {
  const t = useText();
  return (
    <fieldset className="lab-picker-list">
      <legend className="lab-unseen">{t.scenario.name}</legend>
      {BUILTINS[choice.protocol].map((name) => (
        <label key={name} className={name === choice.name ? 'is-chosen' : ''}>
          <input
            type="radio"
            name="scenario"
            value={name}
            checked={name === choice.name}
            onChange={() => onChange({ name, servers: choiceOf(name, choice.protocol).servers })}
          />
          <b>{t.scenario.titles[name]}</b>
          <span>{t.scenario.about[name]}</span>
        </label>
      ))}
    </fieldset>
  );
}
