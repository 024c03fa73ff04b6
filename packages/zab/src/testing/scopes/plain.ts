import { settle } from '@menagerie/contract/testing';
import { zabConfig } from '../../config.ts';
import { deep, scope, timeouts, without, type ZabScope } from './builders.ts';

const two = zabConfig({ servers: 2, windowTxns: 8, maxOutstanding: 8 });

/** Scopes from the beginning of an ensemble. */
export const plainScopes: readonly ZabScope[] = [
  scope('2 servers, 1 election, slow disks', {
    config: two,
    finalized: 2,
    persistence: 'asynchronous',
    reaches: ['A Leader Is Established', 'DIFF Is Used'],
    kills: ['Z-01', 'Z-03'],
  }),
  scope('2 servers, 1 election, 1 write, slow disks', {
    config: two,
    finalized: 2,
    writes: 1,
    persistence: 'asynchronous',
    reaches: ['A Leader Is Established', 'A Write Is Answered'],
    kills: ['Z-29', 'Z-30'],
  }),
  scope('2 servers, 2 elections, 1 write, 1 crash, slow disks', {
    config: two,
    finalized: 4,
    writes: 1,
    crashes: 1,
    persistence: 'asynchronous',
    reaches: ['A Leader Is Established', 'A Write Is Answered'],
  }),
  scope('2 servers, 2 writes, 1 zxid in an epoch', {
    config: { ...two, counterLimit: 1 },
    finalized: 2,
    writes: 2,
    reaches: ['An Epoch Runs Out Of Zxids', 'A Later Epoch Begins'],
    kills: ['Z-25'],
  }),
  scope('1 election with a heavy voter', {
    config: zabConfig({ servers: 3, weights: [3, 1, 1] }),
    finalized: 1,
    network: 'ordered',
    off: without('weights and groups'),
    reaches: ['A Late Looker Joins'],
    kills: ['Z-20'],
  }),
  scope('1 election with groups', {
    config: zabConfig({ servers: 3, groups: [0b001, 0b010, 0b100] }),
    budgets: timeouts({ notify: 1, finalize: 1 }),
    network: 'ordered',
    off: without('weights and groups', 'repeated notifications'),
    reaches: ['A Leader Is Established'],
    kills: ['Z-27'],
  }),
  scope('1 election, 1 write', {
    finalized: 3,
    writes: 1,
    network: 'ordered',
    reaches: ['A Leader Is Established', 'A Write Is Answered', 'A Commit Comes Before UPTODATE'],
  }),
  scope('1 election after all have voted, 1 write', {
    finalized: 3,
    writes: 1,
    start: [settle(0b111)],
    reaches: ['A Leader Is Established', 'A Write Is Answered', 'A Commit Comes Before UPTODATE'],
  }),
  scope('1 election after all have voted, 1 write, 1 message twice', {
    budgets: timeouts({ finalize: 3 }, { duplicates: 1 }),
    writes: 1,
    start: [settle(0b111)],
    reaches: ['A Leader Is Established', 'A Write Is Answered', 'A Commit Comes Before UPTODATE'],
  }),
  scope('1 election after all have voted, 1 write, 1 crash, slow disks', {
    finalized: 3,
    writes: 1,
    crashes: 1,
    start: [settle(0b111)],
    network: 'ordered',
    persistence: 'asynchronous',
    reaches: ['A Later Epoch Begins', 'A Write Is Answered', 'A Late Looker Joins'],
  }),
  deep('1 election, 1 write, 1 crash', {
    finalized: 3,
    writes: 1,
    crashes: 1,
    network: 'ordered',
    reaches: ['A Later Epoch Begins', 'A Write Is Answered', 'A Late Looker Joins'],
  }),
];
