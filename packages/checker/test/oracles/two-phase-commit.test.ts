import type { Model } from '@menagerie/checker';
import { expect, it } from 'vitest';
import { count, encodeTree } from './count.ts';

// Gray and Lamport, "Consensus on Transaction Commit": resource managers and one that decides.

const WORKING = 0;
const PREPARED = 1;
const COMMITTED = 2;
const ABORTED = 3;

interface State {
  readonly managers: readonly number[];
  /** What the transaction manager has decided: WORKING while nothing. */
  readonly decision: number;
  /** Bit i: it has heard that manager i is prepared. */
  readonly heard: number;
  /** Bit i: manager i has said that it is prepared. */
  readonly said: number;
}

function twoPhaseCommit(count: number, sorted: boolean): Model<State> {
  const everybody = (1 << count) - 1;
  const set = (state: State, manager: number, to: number): State => ({
    ...state,
    managers: state.managers.map((each, i) => (i === manager ? to : each)),
  });
  const model: Model<State> = {
    name: 'two-phase commit',
    starts: () => [
      { managers: new Array<number>(count).fill(WORKING), decision: 0, heard: 0, said: 0 },
    ],
    successors: (state, next) => {
      const undecided = state.decision === WORKING;
      if (undecided && state.heard === everybody) next('commit', { ...state, decision: COMMITTED });
      if (undecided) next('abort', { ...state, decision: ABORTED });
      for (let i = 0; i < count; i += 1) {
        const bit = 1 << i;
        if (undecided && (state.said & bit) !== 0)
          next('hear', { ...state, heard: state.heard | bit });
        if (state.managers[i] === WORKING) {
          next('prepare', set({ ...state, said: state.said | bit }, i, PREPARED));
          next('choose to abort', set(state, i, ABORTED));
        }
        if (state.decision === COMMITTED) next('obey', set(state, i, COMMITTED));
        if (state.decision === ABORTED) next('obey', set(state, i, ABORTED));
      }
    },
    encode: ({ managers, decision, heard, said }, words) => {
      encodeTree([managers, decision, heard, said], words);
    },
    properties: [
      {
        name: 'consistent',
        kind: 'always',
        holds: ({ managers }) => !(managers.includes(ABORTED) && managers.includes(COMMITTED)),
      },
      {
        name: 'all commit',
        kind: 'sometimes',
        holds: ({ managers }) => managers.every((m) => m === COMMITTED),
      },
      {
        name: 'all abort',
        kind: 'sometimes',
        holds: ({ managers }) => managers.every((m) => m === ABORTED),
      },
    ],
  };
  return sorted ? { ...model, images: (state) => [inOrder(state)] } : model;
}

/** Managers in the order of their states; of equal ones the first stays first, as in the source. */
function inOrder(state: State): State {
  const order = state.managers
    .map((_, i) => i)
    .toSorted((a, b) => {
      return (state.managers[a] ?? 0) - (state.managers[b] ?? 0);
    });
  const moved = (set: number): number =>
    order.reduce((bits, from, to) => bits | (((set >> from) & 1) << to), 0);
  return {
    ...state,
    managers: order.map((from) => state.managers[from] ?? 0),
    heard: moved(state.heard),
    said: moved(state.said),
  };
}

it('finds the 288 states of three resource managers that TLC and Stateright publish', () => {
  expect(count(twoPhaseCommit(3, false))).toEqual({
    status: 'exhausted',
    distinct: 288,
    generated: 1146,
    states: 11,
    reached: ['all abort', 'all commit'],
  });
});

it('finds the 8,832 states of five, and 665 of them where the order of managers is left out', () => {
  expect(count(twoPhaseCommit(5, false)).distinct).toBe(8832);
  // The published way of sorting leaves some images apart, so the order of the search matters.
  expect(count(twoPhaseCommit(5, true), 'depth').distinct).toBe(665);
});
