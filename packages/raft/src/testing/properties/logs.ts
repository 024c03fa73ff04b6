import {
  defineProperty,
  frozen,
  list,
  type Property,
  record,
  type Schema,
  u32,
} from '@menagerie/contract';
import { entryAt, termAt } from '../../log.ts';
import type { RaftShape } from '../../messages.ts';
import { entrySchema } from '../../schemas/state.ts';
import type { Entry } from '../../types.ts';
import { actor, countAppended, indexOfLast, recordsOf, sameEntry, violated } from '../views.ts';

interface Nothing {
  readonly none: number;
}

const nothing: Schema<Nothing> = record({ none: u32 });

export const leaderAppendOnly: Property<RaftShape> = defineProperty<RaftShape, Nothing>({
  name: 'Leader Append-Only',
  source: 'Raft dissertation Figure 3.2, §3.5',
  kind: 'always',
  says: 'A leader never overwrites or deletes entries in its log; it only appends new entries.',
  killedBy: ['R-51'],
  ghost: nothing,
  start: () => ({ none: 0 }),
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

interface Seen {
  readonly entry: Entry;
  /** Term of the entry before it. */
  readonly prevTerm: number;
}

interface Appended {
  /** `byIndex[i]`: the different entries that ever stood at index i, each of another term. */
  byIndex: Seen[][];
}

const appended: Schema<Appended> = record({
  byIndex: list(list(frozen(record({ entry: entrySchema, prevTerm: u32 })))),
});

/**
 * Checked where entries come into a log: an entry of the same index and term must be the same and
 * must follow an entry of the same term. By induction all entries before are the same then.
 */
export const logMatching: Property<RaftShape> = defineProperty<RaftShape, Appended>({
  name: 'Log Matching',
  source: 'Raft dissertation Figure 3.2, §3.5',
  kind: 'always',
  says: 'If two logs contain an entry with the same index and term, then the logs are identical in all entries up through that index.',
  killedBy: ['R-04'],
  ghost: appended,
  start: () => ({ byIndex: [] }),
  observe: ({ byIndex }, happening, world) => {
    const fresh = countAppended(recordsOf(happening));
    if (fresh === 0) return null;
    const state = actor(happening, world);
    if (state === null) return null;
    const last = indexOfLast(state);
    for (let index = Math.max(last - fresh + 1, 1); index <= last; index += 1) {
      const entry = entryAt(state.persistent, index);
      const prevTerm = termAt(state.persistent, index - 1);
      if (entry === undefined || prevTerm === undefined) continue;
      while (byIndex.length <= index) byIndex.push([]);
      const others = byIndex[index] ?? [];
      const twin = others.find((each) => each.entry.term === entry.term);
      if (twin === undefined) {
        others.push({ entry, prevTerm });
      } else if (twin.prevTerm !== prevTerm || !sameEntry(twin.entry, entry)) {
        return violated(
          'Log Matching',
          'same-term-differs',
          [state.self],
          { server: state.self, index, term: entry.term },
          `Server ${state.self} has at index ${index} an entry of term ${entry.term} that differs, ` +
            'itself or in what it follows, from one of the same index and term elsewhere.',
        );
      }
    }
    return null;
  },
});
