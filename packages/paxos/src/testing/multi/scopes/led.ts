import { fire, given, lose, settle } from '@menagerie/contract/testing';
import type { PaxosCommand } from '../../../multi/messages.ts';
import {
  bare,
  elected,
  type PaxosScope,
  promise,
  refusalsAndHeartbeats,
  refusalsAndNews,
  type Step,
  scope,
  without,
  write,
} from './builders.ts';

const read: PaxosCommand = { type: 'read', mode: 'quorum' };

/** Server 0 leads, and has voted for a write that nobody else has heard of. */
const alone: readonly Step[] = [fire(0, 'election'), ...promise(0, 1), given(0, write(11)), lose];
/** Then server 1 leads, and knows nothing of that write. */
const twoLeaders: readonly Step[] = [...alone, fire(1, 'election'), ...promise(1, 2)];

/** Scopes that begin in the middle, with a leader or two. */
export const ledScopes: readonly PaxosScope[] = [
  scope('a leader, 1 election, 2 writes', {
    start: elected(0, 0b011),
    elections: 1,
    writes: 2,
    off: without('heartbeats'),
    reaches: [
      'A Value Is Recovered',
      'A Gap Is Filled',
      'Several Values Go Together',
      'A Write Is Answered',
    ],
    kills: ['P-16'],
  }),
  scope('a learner, 2 writes, 1 crash', {
    config: {
      ...bare,
      servers: 4,
      quorums: { type: 'majority', members: 0b0111 },
      learners: 0b1000,
    },
    start: elected(0, 0b1111),
    writes: 2,
    crashes: 1,
    lost: refusalsAndNews,
    off: without('heartbeats', 'catch-up'),
    reaches: ['A Learner Follows', 'A Write Is Answered'],
  }),
  scope('a vote of a deposed leader', {
    start: alone,
    elections: 1,
    writes: 1,
    lost: refusalsAndHeartbeats,
    reaches: ['A Value Is Recovered', 'A Gap Is Filled', 'A Write Is Answered'],
    kills: ['P-50'],
  }),
  scope('votes of two leaders', {
    start: twoLeaders,
    elections: 1,
    writes: 1,
    off: without('heartbeats'),
    reaches: ['A Value Is Recovered', 'A Write Is Answered'],
    kills: ['P-49'],
  }),
  scope('a vote in the place of another', {
    start: twoLeaders,
    writes: 1,
    crashes: 1,
    off: without('heartbeats'),
    reaches: ['A Value Is Recovered', 'A Write Is Answered'],
    kills: ['P-20'],
  }),
  // Server 1 promised server 0 first, and then server 2, which has a value for slot 1. Server 0
  // has gone on to another ballot before it hears of that promise.
  scope('a promise of an earlier ballot', {
    start: [
      fire(0, 'election'),
      { type: 'deliver', from: 0, to: 1, message: 'prepare' },
      fire(2, 'election'),
      ...promise(2, 1),
      given(2, write(11)),
      fire(0, 'election'),
    ],
    writes: 1,
    keepsIgnored: true,
    off: without('heartbeats'),
    reaches: ['A Value Is Recovered', 'A Gap Is Filled', 'A Write Is Answered'],
    kills: ['P-59'],
  }),
  scope('a lost disk', {
    start: [...elected(0, 0b011), given(0, write(11)), settle(0b011), lose],
    elections: 1,
    writes: 1,
    wipes: 1,
    off: without('heartbeats', 'catch-up', 'reconfiguration'),
    reaches: ['A Value Is Recovered'],
    kills: ['P-48'],
  }),
  scope('a lost disk of a leader', {
    start: [...elected(0, 0b011), given(0, write(11)), lose, { type: 'wipe', server: 0 }],
    elections: 1,
    writes: 1,
    off: without('heartbeats', 'reconfiguration'),
    reaches: ['A Write Is Answered'],
    kills: ['P-60'],
  }),
  scope('a read of a deposed leader', {
    start: [...elected(0, 0b011), fire(1, 'election'), ...promise(1, 2), lose],
    commands: [{ command: write(1), to: 0b010 }, { command: read }],
    lost: refusalsAndNews,
    off: without('reads', 'heartbeats', 'catch-up'),
    reaches: ['A Read Is Answered', 'A Write Is Answered'],
    kills: ['P-23'],
  }),
  // What server 0 told its client is chosen, server 1 has voted for, and has yet to hear of.
  scope('a read of a new leader', {
    start: [
      ...elected(0, 0b011),
      given(0, write(11)),
      { type: 'deliver', from: 0, to: 1, message: 'accept' },
      { type: 'deliver', from: 1, to: 0, message: 'accepted' },
      lose,
    ],
    elections: 1,
    commands: [{ command: read }],
    lost: refusalsAndNews,
    off: without('reads', 'heartbeats', 'catch-up'),
    reaches: ['A Read Is Answered', 'A Value Is Recovered'],
    kills: ['P-52'],
  }),
];
