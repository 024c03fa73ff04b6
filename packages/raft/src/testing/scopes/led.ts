import { fire, given, settle } from '@menagerie/contract/testing';
import type { RaftCommand } from '../../messages.ts';
import { bare, elected, led, type RaftScope, scope, vote, without, write } from './builders.ts';

const quorumRead: RaftCommand = { type: 'read', mode: 'quorum' };

/** Scopes that begin in the middle, with a leader. */
export const ledScopes: readonly RaftScope[] = [
  scope('a heartbeat to a follower with an entry of its own', {
    start: led,
    writes: 1,
    budgets: { timeouts: { election: 1, heartbeat: 1 } },
    off: without('heartbeats'),
    reaches: ['A Write Is Answered', 'Entries Are Overwritten'],
    kills: ['R-02'],
  }),
  scope('a lost disk', {
    start: elected(0, 0b011),
    budgets: { timeouts: { election: 1 }, wipes: 1 },
    reaches: ['A Vote Of Another Disk Comes'],
    kills: ['R-26', 'R-27'],
  }),
  scope('a read after an election', {
    start: led,
    elections: 1,
    commands: [{ command: write(1) }, { command: quorumRead }],
    off: without('reads', 'heartbeats'),
    reaches: ['A Quorum Read Is Answered', 'A Write Is Answered'],
    kills: ['R-28', 'R-29'],
  }),
  // Server 1 acknowledged two entries of term 1, which server 0 has since lost to term 2.
  scope('an acknowledgement of an older term', {
    config: { ...bare, servers: 5, voters: 0b11111, maxUncommitted: 8 },
    start: [
      fire(0, 'election'),
      ...vote(0, 1),
      ...vote(0, 3),
      { type: 'deliver', from: 0, to: 1, message: 'appendEntries' },
      { type: 'deliver', from: 1, to: 0, message: 'appendAccepted' },
      given(0, write(1)),
      { type: 'deliver', from: 0, to: 1, message: 'appendEntries' },
      fire(2, 'election'),
      fire(2, 'election'),
      settle(0b11100),
      settle(0b00101),
    ],
    elections: 1,
    keepsIgnored: true,
    reaches: ['A Later Leader Leads'],
    kills: ['R-11'],
  }),
];
