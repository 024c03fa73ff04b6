import {
  defineStepProperty,
  frozen,
  list,
  type Mark,
  type Property,
  record,
  type Schema,
  type ServerId,
  type Step,
  u32,
} from '@menagerie/contract';
import { actorIn, recordsOf, violated } from '@menagerie/contract/testing';
import type { RaftShape } from '../../messages.ts';
import { entrySchema } from '../../schemas/state.ts';
import type { Entry, RaftImage } from '../../types.ts';
import { countAppended, indexOfLast, sameEntry } from '../views.ts';

export const leaderAppendOnly: Property<RaftShape> = defineStepProperty<RaftShape>({
  name: 'Leader Append-Only',
  source: 'Raft dissertation Figure 3.2, §3.5',
  says: 'A leader never overwrites or deletes entries in its log; it only appends new entries.',
  killedBy: ['R-51'],
  check: (step) => {
    const state = actorIn<RaftShape>(step);
    if (state === null || state.role.type !== 'leader') return null;
    const { self, persistent } = state;
    const term = persistent.currentTerm;
    for (const each of recordsOf(step.happening)) {
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

const logSchema: Schema<Log> = record({
  base: u32,
  baseTerm: u32,
  entries: frozen(list(entrySchema)),
});

/** Of a server that is down, what it starts again with. */
const log: Mark<RaftShape, Log> = {
  schema: logSchema,
  of: ({ state, image }) => logOf(state?.persistent ?? image),
};

/**
 * Checked where entries come into a log: where another log has an entry of the same index and
 * term, it must be the same and must follow an entry of the same term. By induction all entries
 * before are the same then.
 */
export const logMatching: Property<RaftShape> = defineStepProperty<RaftShape, never, Log>({
  name: 'Log Matching',
  source: 'Raft dissertation Figure 3.2, §3.5',
  says: 'If two logs contain an entry with the same index and term, then the logs are identical in all entries up through that index.',
  killedBy: ['R-04'],
  others: log,
  check: (step) => {
    const state = actorIn<RaftShape>(step);
    const fresh = countAppended(recordsOf(step.happening));
    if (state === null || fresh === 0) return null;
    const { self, persistent } = state;
    const own = logOf(persistent);
    const others = logsBeside(self, step);
    const last = indexOfLast(state);
    for (let index = Math.max(last - fresh + 1, 1); index <= last; index += 1) {
      if (others.every((other) => match(own, other, index))) continue;
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

function logsBeside(self: ServerId, { config, look }: Step<RaftShape, never, Log>): Log[] {
  const logs: Log[] = [];
  for (let id = 0; id < config.servers; id += 1) {
    const other = id === self ? null : look(id);
    if (other !== null) logs.push(other);
  }
  return logs;
}

function logOf({ snapshot, entries }: RaftImage): Log {
  return { base: snapshot.index, baseTerm: snapshot.term, entries };
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
