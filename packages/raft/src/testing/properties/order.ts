import { defineStepProperty, type Mark, type Property, record, u32 } from '@menagerie/contract';
import { actorIn, recordsOf, violated } from '@menagerie/contract/testing';
import type { RaftShape } from '../../messages.ts';
import { indexOfLast, type RaftHappening } from '../views.ts';

/** What never goes back while a server runs. */
interface Progress {
  readonly term: number;
  readonly commit: number;
}

const progress: Mark<RaftShape, Progress> = {
  schema: record({ term: u32, commit: u32 }),
  of: ({ state }) =>
    state === null ? null : { term: state.persistent.currentTerm, commit: state.commitIndex },
};

export const stateOrdering: Property<RaftShape> = defineStepProperty<RaftShape, Progress>({
  name: 'State Ordering',
  source: 'Raft dissertation Figure 3.1',
  says: 'On each server the snapshot ends before what is applied, that before what is committed, that before the end of the log; terms and commit indexes never go back.',
  killedBy: ['R-46', 'R-47'],
  before: progress,
  check: (step) => {
    const state = actorIn<RaftShape>(step);
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
    const { before } = step;
    if (before === null) return null;
    const back = persistent.currentTerm < before.term;
    if (!back && commitIndex >= before.commit) return null;
    return violated(
      'State Ordering',
      back ? 'term-goes-back' : 'commit-goes-back',
      [self],
      { ...values, term: persistent.currentTerm },
      `Server ${self} went back: ${back ? `to term ${persistent.currentTerm}` : `to commit index ${commitIndex}`}.`,
    );
  },
});

export const oneChangeAtATime: Property<RaftShape> = defineStepProperty<RaftShape>({
  name: 'One Change At A Time',
  source: 'Raft dissertation §4.1',
  says: "In a leader's log at most one change of membership is uncommitted.",
  killedBy: ['R-18', 'R-21'],
  check: (step) => {
    const state = actorIn<RaftShape>(step);
    if (state === null || state.role.type !== 'leader') return null;
    if (!changesMembership(step.happening)) return null;
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
