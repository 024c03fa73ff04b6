import { expect, it } from 'vitest';
import { singleDecreePaxos } from '../../bench/peers/models/single-decree-paxos.ts';
import { countRows } from './count.ts';

it('finds the 16,668 states of Paxos with two clients and three servers, all of them linearizable', () => {
  const { status, distinct, reached } = countRows(singleDecreePaxos(3, 2));
  expect({ status, distinct, reached }).toEqual({
    status: 'exhausted',
    distinct: 16_668,
    reached: ['a value is read'],
  });
});
