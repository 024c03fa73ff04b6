import { useMemo } from 'react';
import { useText } from '../controller/context.ts';
import type { Frame } from '../model/frame.ts';
import type { LedgerFrame } from '../model/ledger.ts';
import { serverName } from '../model/sentence.ts';
import { type SlotCell, slotAt, surveySlots } from '../model/slots.ts';
import { Matrix } from './matrix.tsx';

const HEAD = 116;
const CELL = 54;
const SIGNS = { value: '', noop: '∅', reconfigure: '■' } as const;

interface SlotMatrixProps {
  readonly frame: Frame;
  readonly ledger: LedgerFrame & { readonly type: 'slots' };
}

/** Multi-Paxos: servers by slot; the ballot of each vote, and how far its value has come. */
export function SlotMatrix({ frame, ledger }: SlotMatrixProps) {
  const t = useText();
  const survey = useMemo(() => surveySlots(ledger.servers, ledger.held), [ledger]);
  return (
    <Matrix
      name={t.slots.name}
      servers={frame.servers}
      last={survey.last}
      head={HEAD}
      narrowHead={HEAD}
      cell={CELL}
      renderColumn={(slot) => (
        <span className={slot <= survey.chosen ? 'is-chosen' : ''}>
          {slot}
          {slot <= survey.chosen && <sup aria-hidden="true">✓</sup>}
          {slot === survey.windowEnd && (
            <i className="lab-window-end" title={t.slots.window(slot)} aria-hidden="true" />
          )}
        </span>
      )}
      columnName={t.slots.slot}
      empty={t.slots.empty}
      facts={[{ name: t.slots.promised, title: t.slots.promisedTitle }]}
      renderFacts={({ id }) => {
        const promised = ledger.servers[id]?.promised ?? 0;
        return [
          <span key="promised" className={`lab-epoch lab-epoch-${promised % 6}`}>
            {t.number(promised)}
          </span>,
        ];
      }}
      renderCell={({ id }, slot) => {
        const server = ledger.servers[id];
        const cell = server ? slotAt(server, slot, survey) : null;
        return cell && <Slot name={serverName(id)} slot={slot} cell={cell} />;
      }}
    />
  );
}

interface SlotProps {
  readonly name: string;
  readonly slot: number;
  readonly cell: SlotCell;
}

function Slot({ name, slot, cell }: SlotProps) {
  const t = useText();
  const { state, ballot, sign } = cell;
  const words = t.slots.states[state];
  if (state === 'gap' || state === 'snapshot') {
    return (
      <span className={`lab-cell is-${state}`} title={t.slots.cell(name, slot, '', words)}>
        <span className="lab-unseen">{words}</span>
      </span>
    );
  }
  const learned = ballot < 0;
  const label = learned ? '✓' : t.number(ballot);
  return (
    <span
      className={`lab-cell is-${state}${learned ? ' is-learned' : ` lab-epoch-${ballot % 6}`}`}
      title={t.slots.cell(name, slot, learned ? '' : t.epochName(ballot), words)}
      data-slot={slot}
    >
      {label}
      {SIGNS[sign] !== '' && <sup title={t.slots.signs[sign]}>{SIGNS[sign]}</sup>}
      <span className="lab-unseen">{words}</span>
    </span>
  );
}
