import { useLabState, useText } from '../controller/context.ts';
import { BallotMatrix } from './ballot-matrix.tsx';
import { HistoryMatrix } from './history-matrix.tsx';
import { LogMatrix } from './log-matrix.tsx';
import { SlotMatrix } from './slot-matrix.tsx';

/** What the servers have written down, as their protocol has it. */
export function Ledger() {
  const t = useText();
  const frame = useLabState((state) => state.frame);
  if (!frame) return <section className="lab-log" aria-label={t.own.ledger} />;
  const { ledger } = frame;
  switch (ledger.type) {
    case 'log':
      return <LogMatrix frame={frame} logs={ledger.servers} />;
    case 'ballots':
      return <BallotMatrix frame={frame} ledger={ledger} />;
    case 'slots':
      return <SlotMatrix frame={frame} ledger={ledger} />;
    case 'history':
      return <HistoryMatrix frame={frame} ledger={ledger} />;
  }
}
