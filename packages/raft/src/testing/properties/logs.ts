import {
  defineProperty,
  frozen,
  list,
  type Property,
  perServer,
  record,
  type Schema,
  u32,
} from '@menagerie/contract';
import { actor, type NoHistory, noHistory, recordsOf, violated } from '@menagerie/contract/testing';
import type { RaftRecord, RaftShape } from '../../messages.ts';
import { entrySchema } from '../../schemas/state.ts';
import type { Entry, RaftImage, RaftState } from '../../types.ts';
import {
  countAppended,
  indexOfLast,
  type RaftHappening,
  type RaftWorld,
  sameEntry,
} from '../views.ts';

export const leaderAppendOnly: Property<RaftShape> = defineProperty<RaftShape, NoHistory>({
  name: 'Leader Append-Only',
  source: 'Raft dissertation Figure 3.2, §3.5',
  kind: 'always',
  says: 'A leader never overwrites or deletes entries in its log; it only appends new entries.',
  killedBy: ['R-51'],
  ghost: noHistory,
  start: () => ({ none: 0 }),
  glimpse: (happening, world, words) => {
    const state = actor(happening, world);
    if (state?.role.type !== 'leader') return;
    for (const each of recordsOf(happening)) {
      if (each.type === 'truncate') words.pushAll(state.persistent.currentTerm, each.from);
    }
  },
  observe: (_ghost, happening, world) => {
    const state = actor(happening, world);
    if (state === null || state.role.type !== 'leader') return null;
    const { self, persistent } = state;
    const term = persistent.currentTerm;
    for (const each of recordsOf(happening)) {
      if (each.type !== 'truncate') continue;
      return violated(
        'Leader Append-Only',
        'leader-truncated',
        [self],
        { server: self, term, from: each.from },
        `Server ${self}, leader of term ${term}, deleted its entries from index ${each.from} on.`,
      );
    }
    return null;
  },
});

interface Log {
  /** Index and term of the last entry that a snapshot covers. */
  readonly base: number;
  readonly baseTerm: number;
  readonly entries: readonly Entry[];
}

interface Logs {
  /** The log of each server after its newest step. */
  byServer: Log[];
}

const logSchema: Schema<Log> = frozen(
  record({ base: u32, baseTerm: u32, entries: frozen(list(entrySchema)) }),
);
const logs: Schema<Logs> = record({ byServer: perServer(logSchema) });

/**
 * Checked where entries come into a log: where another log has an entry of the same index and
 * term, it must be the same and must follow an entry of the same term. By induction all entries
 * before are the same then. What no log has any more is not remembered: worlds that differ only
 * by that behave alike.
 */
export const logMatching: Property<RaftShape> = defineProperty<RaftShape, Logs>({
  name: 'Log Matching',
  source: 'Raft dissertation Figure 3.2, §3.5',
  kind: 'always',
  says: 'If two logs contain an entry with the same index and term, then the logs are identical in all entries up through that index.',
  killedBy: ['R-04'],
  ghost: logs,
  start: ({ servers }) => ({
    byServer: new Array<Log>(servers).fill({ base: 0, baseTerm: 0, entries: [] }),
  }),
  glimpse: (happening, world, words) => {
    const state = stateWithNewLog(happening, world);
    if (state === null) return;
    logSchema.encode(logOf(state.persistent), words);
    words.push(countAppended(recordsOf(happening)));
  },
  observe: ({ byServer }, happening, world) => {
    const state = stateWithNewLog(happening, world);
    if (state === null) return null;
    const { self, persistent } = state;
    const own = logOf(persistent);
    byServer[self] = own;
    const last = indexOfLast(state);
    const from = Math.max(last - countAppended(recordsOf(happening)) + 1, 1);
    for (let index = from; index <= last; index += 1) {
      const found = byServer.some((other, id) => id !== self && !match(own, other, index));
      if (!found) continue;
      const term = termIn(own, index);
      return violated(
        'Log Matching',
        'same-term-differs',
        [self],
        { server: self, index, term },
        `Server ${self} has at index ${index} an entry of term ${term} that differs, ` +
          'itself or in what it follows, from one of the same index and term elsewhere.',
      );
    }
    return null;
  },
});

/** The server of the event, if its log may be another than before. */
function stateWithNewLog(happening: RaftHappening, world: RaftWorld): RaftState | null {
  if (happening.type === 'step' && !recordsOf(happening).some(changesLog)) return null;
  return actor(happening, world);
}

function changesLog({ type }: RaftRecord): boolean {
  return type === 'append' || type === 'truncate' || type === 'compact' || type === 'install';
}

function logOf({ snapshot, entries }: RaftImage): Log {
  return { base: snapshot.index, baseTerm: snapshot.term, entries: [...entries] };
}

/** Whether two logs agree on an index, as far as both have entries of one term there. */
function match(own: Log, other: Log, index: number): boolean {
  const entry = entryIn(own, index);
  const twin = entryIn(other, index);
  if (entry === null || twin === null || entry.term !== twin.term) return true;
  return sameEntry(entry, twin) && termIn(own, index - 1) === termIn(other, index - 1);
}

function entryIn({ base, entries }: Log, index: number): Entry | null {
  return entries[index - base - 1] ?? null;
}

function termIn(log: Log, index: number): number {
  return index === log.base ? log.baseTerm : (entryIn(log, index)?.term ?? 0);
}
