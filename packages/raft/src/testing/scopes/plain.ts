import type { RaftConfig } from '../../types.ts';
import { bare, deep, type RaftScope, scope } from './builders.ts';

const oneAtATime: RaftConfig = { ...bare, maxEntriesPerMessage: 1 };

/** Scopes from the beginning of a cluster. */
export const plainScopes: readonly RaftScope[] = [
  scope('1 election', { elections: 1, reaches: ['A Leader Leads'] }),
  scope('1 election, 1 write before the first commit', {
    elections: 1,
    writes: 1,
    config: { ...bare, maxUncommitted: 8 },
    reaches: ['A Leader Leads', 'A Write Is Answered'],
    kills: ['R-46'],
  }),
  scope('1 election, slow disks', {
    elections: 1,
    persistence: 'asynchronous',
    reaches: ['A Leader Leads'],
    kills: ['R-05', 'R-06'],
  }),
  scope('1 election with a learner', {
    elections: 1,
    config: { ...bare, voters: 0b011, learners: 0b100 },
    reaches: ['A Leader Leads'],
    kills: ['R-24'],
  }),
  scope('2 elections of 2 servers', {
    elections: 2,
    config: { ...bare, servers: 2, voters: 0b11 },
    reaches: ['A Leader Leads'],
    kills: ['R-16'],
  }),
  scope('2 elections of 4 servers', {
    elections: 2,
    config: { ...bare, servers: 4, voters: 0b1111 },
    reaches: ['A Leader Leads', 'Entries Are Overwritten'],
    kills: ['R-13'],
  }),
  scope('2 elections', {
    elections: 2,
    reaches: ['A Leader Leads', 'Entries Are Overwritten'],
    kills: ['R-51'],
  }),
  scope('2 elections, 1 crash', {
    elections: 2,
    crashes: 1,
    reaches: ['A Leader Leads', 'Entries Are Overwritten'],
    kills: ['R-03', 'R-04'],
  }),
  scope('2 elections, 1 write', {
    elections: 2,
    writes: 1,
    reaches: ['A Write Is Answered', 'Entries Are Overwritten'],
    kills: ['R-08'],
  }),
  scope('2 elections, 1 write, 1 crash, slow disks', {
    elections: 2,
    writes: 1,
    crashes: 1,
    persistence: 'asynchronous',
    reaches: ['A Write Is Answered', 'Entries Are Overwritten'],
  }),
  scope('3 elections', {
    elections: 3,
    reaches: ['A Later Leader Leads', 'Entries Are Overwritten'],
    kills: ['R-07', 'R-14'],
  }),
  scope('3 elections, 2 writes, one entry a message', {
    elections: 3,
    writes: 2,
    config: oneAtATime,
    reaches: ['A Later Leader Leads', 'A Write Is Answered', 'Entries Are Overwritten'],
  }),
  scope('4 elections, one entry a message', {
    elections: 4,
    config: oneAtATime,
    reaches: ['A Later Leader Leads', 'Entries Are Overwritten'],
    kills: ['R-01'],
  }),
  scope('4 elections, 2 writes', {
    elections: 4,
    writes: 2,
    reaches: ['A Later Leader Leads', 'A Write Is Answered', 'Entries Are Overwritten'],
  }),
  scope('4 elections, 2 writes, 1 crash', {
    elections: 4,
    writes: 2,
    crashes: 1,
    reaches: ['A Later Leader Leads', 'A Write Is Answered', 'Entries Are Overwritten'],
  }),
];

/** Scopes that are too large for every day. */
export const deepScopes: readonly RaftScope[] = [
  deep('4 elections, 3 writes', {
    elections: 4,
    writes: 3,
    reaches: ['A Later Leader Leads', 'A Write Is Answered', 'Entries Are Overwritten'],
  }),
  deep('5 elections, 2 writes', {
    elections: 5,
    writes: 2,
    reaches: ['A Later Leader Leads', 'A Write Is Answered', 'Entries Are Overwritten'],
  }),
  deep('4 elections, 3 writes, 1 crash', {
    elections: 4,
    writes: 3,
    crashes: 1,
    reaches: ['A Later Leader Leads', 'A Write Is Answered', 'Entries Are Overwritten'],
  }),
  deep('4 elections, 2 writes, stale requests answered', {
    elections: 4,
    writes: 2,
    config: { ...bare, answerStale: true },
    reaches: ['A Later Leader Leads', 'A Write Is Answered', 'Entries Are Overwritten'],
  }),
];
