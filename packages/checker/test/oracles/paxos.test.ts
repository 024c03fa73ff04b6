import { expect, it } from 'vitest';
import { synod } from '../../bench/peers/models/synod.ts';
import { countRows } from './count.ts';

// Lamport's specification of Paxos: what was sent stays sent, and nobody proposes in particular.

it('finds the 3,921 states of Paxos with three acceptors, two values and two ballots', () => {
  // TLC generates more: it offers a proposal once for each quorum that allows it.
  const { status, distinct, states } = countRows(synod({ acceptors: 3, values: 2, ballots: 2 }));
  expect({ status, distinct, states }).toEqual({ status: 'exhausted', distinct: 3921, states: 17 });
});

it('finds the 25 states of Paxos with one acceptor and one value, where symmetry saves nothing', () => {
  expect(countRows(synod({ acceptors: 1, values: 1, ballots: 2 }))).toEqual({
    status: 'exhausted',
    distinct: 25,
    generated: 82,
    states: 9,
    reached: ['a value is chosen'],
  });
});
