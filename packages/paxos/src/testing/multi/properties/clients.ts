import {
  defineProperty,
  list,
  type Property,
  record,
  type Schema,
  server,
  u32,
  u53,
  type Violation,
} from '@menagerie/contract';
import type { PaxosAnswer, PaxosShape } from '../../../multi/messages.ts';
import { violated } from '../../violated.ts';

interface Knowledge {
  /** Highest slot that any client was told about, by a write or by a read. */
  told: number;
  /** Reads under way; `floor` is what every client could know to have happened when each began. */
  open: { request: number; server: number; floor: number }[];
}

const knowledge: Schema<Knowledge> = record({
  told: u32,
  open: list(record({ request: u53, server, floor: u32 })),
});

/** Reads of mode `local` promise nothing, and are not looked at. */
export const linearizableReads: Property<PaxosShape> = defineProperty<PaxosShape, Knowledge>({
  name: 'Linearizable Reads',
  source: 'Paxos Made Live §5.2; Herlihy and Wing, 1990',
  kind: 'always',
  says: 'A read sees every write, and everything that any read saw, that was answered before it was asked for.',
  killedBy: ['P-23', 'P-52'],
  ghost: knowledge,
  start: () => ({ told: 0, open: [] }),
  observe: (ghost, happening) => {
    if (happening.type === 'crash') {
      ghost.open = ghost.open.filter((read) => read.server !== happening.server);
    } else if (happening.type === 'step') {
      const { input } = happening;
      if (input.type !== 'command' || input.command.type !== 'read') return null;
      if (input.command.mode === 'local') return null;
      ghost.open.push({ request: input.request, server: happening.server, floor: ghost.told });
    } else if (happening.type === 'answered') {
      return answered(ghost, happening.server, happening.request, happening.answer);
    }
    return null;
  },
});

function answered(
  ghost: Knowledge,
  by: number,
  request: number,
  answer: PaxosAnswer,
): Violation | null {
  if (answer.type === 'committed') ghost.told = Math.max(ghost.told, answer.slot);
  const at = ghost.open.findIndex((read) => read.request === request);
  const read = ghost.open[at];
  if (read === undefined) return null;
  ghost.open.splice(at, 1);
  if (answer.type !== 'read') return null;
  if (answer.slot >= read.floor) {
    ghost.told = Math.max(ghost.told, answer.slot);
    return null;
  }
  return violated(
    'Linearizable Reads',
    'stale-read',
    [by],
    { server: by, slot: answer.slot, floor: read.floor, mode: answer.by },
    `Server ${by} answered a read from slot ${answer.slot}, though slot ${read.floor} had been answered before the read was asked for.`,
  );
}
