import {
  defineProperty,
  type Property,
  perServer,
  record,
  type Schema,
  u32,
} from '@menagerie/contract';
import { actor, type NoHistory, noHistory, recordsOf, violated } from '@menagerie/contract/testing';
import type { RaftShape } from '../../messages.ts';
import { stateSchema } from '../../schemas/state.ts';
import { indexOfLast, type RaftHappening } from '../views.ts';

interface Marks {
  terms: number[];
  commits: number[];
}

const marks: Schema<Marks> = record({ terms: perServer(u32), commits: perServer(u32) });

export const stateOrdering: Property<RaftShape> = defineProperty<RaftShape, Marks>({
  name: 'State Ordering',
  source: 'Raft dissertation Figure 3.1',
  kind: 'always',
  says: 'On each server the snapshot ends before what is applied, that before what is committed, that before the end of the log; terms and commit indexes never go back.',
  killedBy: ['R-46', 'R-47'],
  ghost: marks,
  start: ({ servers }) => ({
    terms: new Array<number>(servers).fill(0),
    commits: new Array<number>(servers).fill(0),
  }),
  glimpse: (happening, world, words) => {
    const state = actor(happening, world);
    if (state === null) return;
    const { persistent, lastApplied, commitIndex } = state;
    words.pushAll(happening.type === 'recover' ? 1 : 0, persistent.currentTerm);
    words.pushAll(persistent.snapshot.index, lastApplied, commitIndex, indexOfLast(state));
  },
  observe: ({ terms, commits }, happening, world) => {
    const state = actor(happening, world);
    if (state === null) return null;
    const { self, persistent, lastApplied, commitIndex } = state;
    const snapshot = persistent.snapshot.index;
    const last = indexOfLast(state);
    const values = { server: self, snapshot, applied: lastApplied, commit: commitIndex, last };
    if (!(snapshot <= lastApplied && lastApplied <= commitIndex && commitIndex <= last)) {
      return violated(
        'State Ordering',
        'order',
        [self],
        values,
        `Server ${self} has snapshot ${snapshot}, applied ${lastApplied}, commit ${commitIndex} and last index ${last}: not in this order.`,
      );
    }
    const fresh = happening.type === 'recover';
    const back = fresh ? false : persistent.currentTerm < (terms[self] ?? 0);
    const uncommitted = fresh ? false : commitIndex < (commits[self] ?? 0);
    terms[self] = persistent.currentTerm;
    commits[self] = commitIndex;
    if (!back && !uncommitted) return null;
    return violated(
      'State Ordering',
      back ? 'term-goes-back' : 'commit-goes-back',
      [self],
      { ...values, term: persistent.currentTerm },
      `Server ${self} went back: ${back ? `to term ${persistent.currentTerm}` : `to commit index ${commitIndex}`}.`,
    );
  },
});

export const oneChangeAtATime: Property<RaftShape> = defineProperty<RaftShape, NoHistory>({
  name: 'One Change At A Time',
  source: 'Raft dissertation §4.1',
  kind: 'always',
  says: "In a leader's log at most one change of membership is uncommitted.",
  killedBy: ['R-18', 'R-21'],
  ghost: noHistory,
  start: () => ({ none: 0 }),
  glimpse: (happening, world, words) => {
    const state = actor(happening, world);
    if (state !== null && changesMembership(happening)) stateSchema.encode(state, words);
  },
  observe: (_ghost, happening, world) => {
    const state = actor(happening, world);
    if (state === null || state.role.type !== 'leader') return null;
    if (!changesMembership(happening)) return null;
    const { self, commitIndex, persistent } = state;
    const uncommitted = persistent.entries.filter(
      (entry, at) =>
        entry.type === 'membership' && persistent.snapshot.index + at + 1 > commitIndex,
    ).length;
    if (uncommitted <= 1) return null;
    return violated(
      'One Change At A Time',
      'several-changes',
      [self],
      { server: self, changes: uncommitted, commit: commitIndex },
      `Leader ${self} has ${uncommitted} changes of membership that are not committed.`,
    );
  },
});

function changesMembership(happening: RaftHappening): boolean {
  return recordsOf(happening).some(
    (each) => each.type === 'append' && each.entries.some((entry) => entry.type === 'membership'),
  );
}
