import {
  bytes,
  bytesToText,
  defineProperty,
  frozen,
  list,
  type Property,
  perServer,
  record,
  type Schema,
  u32,
  type Violation,
} from '@menagerie/contract';
import type { RaftOutput, RaftShape } from '../../messages.ts';
import { entrySchema, snapshotSchema } from '../../schemas/state.ts';
import { outputSchema } from '../../schemas/wire.ts';
import type { Entry } from '../../types.ts';
import { recordsOf, sameEntry, violated } from '../views.ts';

interface Machines {
  /** `entries[i]` was the first that any server applied at index i + 1. */
  entries: Entry[];
  /** The newest index that each server's application was given in its present run. */
  applied: number[];
  /** What the first application that compacted through an index made of it. */
  snapshots: Compacted[];
}

interface Compacted {
  readonly index: number;
  readonly data: Uint8Array;
}

const machines: Schema<Machines> = record({
  entries: list(entrySchema),
  applied: perServer(u32),
  snapshots: list(frozen(record({ index: u32, data: bytes }))),
});
const name = 'State Machine Safety';

export const stateMachineSafety: Property<RaftShape> = defineProperty<RaftShape, Machines>({
  name,
  source: 'Raft dissertation Figure 3.2, §3.6.3',
  kind: 'always',
  says: 'If a server has applied an entry at an index, no other server ever applies a different entry there; each applies all, in order, once.',
  killedBy: ['R-02', 'R-07', 'R-48', 'R-49'],
  ghost: machines,
  start: ({ servers }) => ({
    entries: [],
    applied: new Array<number>(servers).fill(0),
    snapshots: [],
  }),
  glimpse: (happening, _world, words) => {
    if (happening.type !== 'step' && happening.type !== 'recover') return;
    if (happening.type === 'recover') words.push(1);
    for (const each of recordsOf(happening)) {
      if (each.type !== 'compact') continue;
      words.push(2);
      snapshotSchema.encode(each.snapshot, words);
    }
    for (const effect of happening.effects) {
      if (effect.type !== 'deliver') continue;
      words.push(3);
      outputSchema.encode(effect.output, words);
    }
  },
  observe: (ghost, happening) => {
    if (happening.type !== 'step' && happening.type !== 'recover') return null;
    for (const each of recordsOf(happening)) {
      if (each.type === 'compact') remember(ghost, each.snapshot);
    }
    if (happening.type === 'recover') ghost.applied[happening.server] = 0;
    for (const effect of happening.effects) {
      if (effect.type !== 'deliver') continue;
      const violation = deliver(ghost, happening.server, effect.output);
      if (violation !== null) return violation;
    }
    return null;
  },
});

function deliver(ghost: Machines, server: number, output: RaftOutput): Violation | null {
  const applied = ghost.applied[server] ?? 0;
  if (output.type === 'snapshot') {
    const { index, data } = output.snapshot;
    ghost.applied[server] = index;
    const made = ghost.snapshots.find((each) => each.index === index);
    if (made !== undefined && !bytes.equals(made.data, data)) {
      return violated(
        name,
        'different-snapshot',
        [server],
        { server, index, first: bytesToText(made.data), second: bytesToText(data) },
        `Server ${server} was given ${bytesToText(data)} as the state at index ${index}, which is ` +
          `${bytesToText(made.data)}.`,
      );
    }
    if (index >= applied) return null;
    return violated(
      name,
      'snapshot-goes-back',
      [server],
      { server, index, applied },
      `Server ${server} was given a snapshot at index ${index} after it had applied index ${applied}.`,
    );
  }
  const { index, entry } = output;
  ghost.applied[server] = index;
  if (index !== applied + 1) {
    return violated(
      name,
      'out-of-order',
      [server],
      { server, index, applied },
      `Server ${server} applied index ${index} right after index ${applied}.`,
    );
  }
  const first = ghost.entries[index - 1];
  if (first === undefined) {
    ghost.entries[index - 1] = entry;
    return null;
  }
  if (sameEntry(first, entry)) return null;
  return violated(
    name,
    'different-entry',
    [server],
    { server, index, first: shown(first), second: shown(entry) },
    `Server ${server} applied ${shown(entry)} at index ${index}, where ${shown(first)} was applied before.`,
  );
}

/** Applications are deterministic: all that compact through an index make the same of it. */
function remember({ snapshots }: Machines, { index, data }: Compacted): void {
  if (!snapshots.some((each) => each.index === index)) snapshots.push({ index, data });
}

function shown(entry: Entry): string {
  const what = entry.type === 'data' ? bytesToText(entry.data) : entry.type;
  return `${what} of term ${entry.term}`;
}
