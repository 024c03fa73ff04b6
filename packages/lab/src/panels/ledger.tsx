import { useLabState, useText } from '../controller/context.ts';
import { LogMatrix } from './log-matrix.tsx';

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
    case 'slots':
    case 'history':
      return null;
  }
}
