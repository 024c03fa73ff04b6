import type { Model } from '@menagerie/checker';
import { expect, it } from 'vitest';
import { count, encodeTree, replaced } from './count.ts';

// Gray and Lamport, "Consensus on Transaction Commit": what any protocol for it must do.

const WORKING = 0;
const PREPARED = 1;
const COMMITTED = 2;
const ABORTED = 3;

type State = readonly number[];

const transactionCommit: Model<State> = {
  name: 'transaction commit',
  starts: () => [[WORKING, WORKING, WORKING]],
  successors: (state, next) => {
    const mayCommit = state.every((each) => each === PREPARED || each === COMMITTED);
    const mayAbort = !state.includes(COMMITTED);
    for (const [i, each] of state.entries()) {
      if (each === WORKING) next('prepare', replaced(state, i, PREPARED));
      if (each === PREPARED && mayCommit) next('commit', replaced(state, i, COMMITTED));
      if ((each === WORKING || each === PREPARED) && mayAbort)
        next('abort', replaced(state, i, ABORTED));
    }
  },
  encode: encodeTree,
  properties: [
    {
      name: 'consistent',
      kind: 'always',
      holds: (state) => !(state.includes(ABORTED) && state.includes(COMMITTED)),
    },
  ],
};

it('finds the 34 states of transaction commit with three resource managers', () => {
  const { status, distinct, generated, states } = count(transactionCommit);
  expect({ status, distinct, generated, states }).toEqual({
    status: 'exhausted',
    distinct: 34,
    generated: 94,
    states: 7,
  });
});
