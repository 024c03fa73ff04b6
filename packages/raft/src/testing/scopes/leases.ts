import { fire, settle } from '@menagerie/contract/testing';
import type { RaftCommand } from '../../messages.ts';
import type { RaftConfig } from '../../types.ts';
import { bare, type RaftScope, type Step, scope, without, write } from './builders.ts';

const leaseRead: RaftCommand = { type: 'read', mode: 'lease' };

const leased: RaftConfig = { ...bare, checkQuorum: true, leases: true };
/** Everybody hears server 0, which holds a lease. */
const holdsLease: readonly Step[] = [
  fire(0, 'contact'),
  fire(1, 'contact'),
  fire(2, 'contact'),
  fire(0, 'election'),
  settle(0b111),
  fire(0, 'heartbeat'),
  settle(0b111),
];

/** Scopes of leases. Timers fire in any order, but only as often as their budgets say. */
export const leaseScopes: readonly RaftScope[] = [
  scope('a lease and a transfer', {
    config: leased,
    start: holdsLease,
    // With it the successor gets a lease of its own.
    budgets: { timeouts: { heartbeat: 1 } },
    commands: [
      { command: { type: 'transferLeadership', to: 1 }, to: 0b001 },
      { command: write(1), to: 0b010 },
      { command: leaseRead, to: 0b011 },
    ],
    off: without('check-quorum', 'leases', 'reads', 'heartbeats', 'transfers'),
    reaches: ['A Lease Read Is Answered', 'Leadership Is Handed Over'],
    kills: ['R-31'],
  }),
  scope('a lease and a candidate', {
    config: leased,
    start: holdsLease,
    budgets: { timeouts: { contact: 1, election: 1 } },
    commands: [{ command: write(1) }, { command: leaseRead, to: 0b001 }],
    reaches: ['A Lease Read Is Answered', 'A Write Is Answered'],
    off: without('check-quorum', 'leases', 'reads', 'heartbeats'),
    kills: ['R-33'],
  }),
];
