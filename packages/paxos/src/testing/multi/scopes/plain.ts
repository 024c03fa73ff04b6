import { bare, deep, type PaxosScope, scope, write } from './builders.ts';

/** Scopes from the beginning of a cluster. */
export const plainScopes: readonly PaxosScope[] = [
  scope('1 election', { elections: 1, reaches: ['A Leader Leads'] }),
  scope('1 election, 1 write', {
    elections: 1,
    writes: 1,
    reaches: ['A Leader Leads', 'A Write Is Answered'],
  }),
  scope('1 election, 2 writes', {
    elections: 1,
    writes: 2,
    reaches: ['A Leader Leads', 'A Write Is Answered'],
  }),
  scope('1 election, 1 crash, slow disks', {
    elections: 1,
    crashes: 1,
    persistence: 'asynchronous',
    reaches: ['A Leader Leads'],
    kills: ['P-43'],
  }),
  scope('1 election, 1 write, 1 crash, slow disks', {
    elections: 1,
    writes: 1,
    crashes: 1,
    persistence: 'asynchronous',
    reaches: ['A Leader Leads', 'A Write Is Answered'],
    kills: ['P-44', 'P-45', 'P-46'],
  }),
  scope('1 election of 4 servers, 1 write', {
    elections: 1,
    writes: 1,
    config: { ...bare, servers: 4, quorums: { type: 'majority', members: 0b1111 } },
    reaches: ['A Leader Leads', 'A Write Is Answered'],
    kills: ['P-47'],
  }),
  scope('1 election, 1 crash', {
    elections: 1,
    crashes: 1,
    reaches: ['A Leader Leads'],
    kills: ['P-42'],
  }),
  scope('2 elections', { elections: 2, reaches: ['A Leader Leads'] }),
  scope('2 elections, 1 write', {
    elections: 2,
    writes: 1,
    reaches: ['A Value Is Recovered', 'A Write Is Answered'],
    kills: ['P-17', 'P-51'],
  }),
  scope('2 elections, 1 write, 1 crash', {
    elections: 2,
    writes: 1,
    crashes: 1,
    reaches: ['A Value Is Recovered', 'A Write Is Answered'],
  }),
  // A promise is enough to lead, so that a leader need not wait for its own disk.
  scope('2 elections of 2 servers, 2 writes, 1 crash, slow disks', {
    elections: 2,
    crashes: 1,
    persistence: 'asynchronous',
    config: {
      ...bare,
      servers: 2,
      quorums: { type: 'flexible', members: 0b11, read: 1, write: 2 },
      window: 1,
    },
    commands: [
      { command: write(1), to: 0b01 },
      { command: write(2), to: 0b01 },
    ],
    reaches: ['A Value Is Recovered', 'A Write Is Answered'],
    kills: ['P-40'],
  }),
  scope('3 elections, 1 write', {
    elections: 3,
    writes: 1,
    reaches: ['A Value Is Recovered', 'A Write Is Answered'],
  }),
];

/** Scopes that are too large for every day. */
export const deepScopes: readonly PaxosScope[] = [
  deep('2 elections, 2 writes', {
    elections: 2,
    writes: 2,
    reaches: [
      'A Value Is Recovered',
      'A Gap Is Filled',
      'Several Values Go Together',
      'A Write Is Answered',
    ],
  }),
  deep('3 elections, 2 writes', {
    elections: 3,
    writes: 2,
    reaches: [
      'A Value Is Recovered',
      'A Gap Is Filled',
      'Several Values Go Together',
      'A Write Is Answered',
    ],
  }),
  deep('3 elections, 1 write, 1 crash', {
    elections: 3,
    writes: 1,
    crashes: 1,
    reaches: ['A Value Is Recovered', 'A Write Is Answered'],
  }),
  deep('2 elections, 2 writes, 1 crash', {
    elections: 2,
    writes: 2,
    crashes: 1,
    reaches: [
      'A Value Is Recovered',
      'A Gap Is Filled',
      'Several Values Go Together',
      'A Write Is Answered',
    ],
  }),
  deep('2 elections, 1 write, 1 crash, slow disks', {
    elections: 2,
    writes: 1,
    crashes: 1,
    persistence: 'asynchronous',
    reaches: ['A Value Is Recovered', 'A Write Is Answered'],
  }),
];
