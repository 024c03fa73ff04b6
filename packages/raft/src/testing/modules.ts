import type { Module } from '@menagerie/contract';
import { module, option } from '@menagerie/contract/testing';
import type { RaftShape } from '../messages.ts';

/** What a scope of Raft may leave off. */
export const raftModules: readonly Module<RaftShape>[] = [
  option('pre-vote', ({ preVote }) => preVote),
  option('check-quorum', ({ checkQuorum }) => checkQuorum),
  option('leases', ({ leases }) => leases),
  module('reads', { commands: ['read'] }),
  module('heartbeats', { timers: ['heartbeat'], messages: ['heartbeat', 'heartbeatAnswer'] }),
  module('membership changes', { commands: ['changeMembership'] }),
  module('transfers', { commands: ['transferLeadership'], messages: ['timeoutNow'] }),
  module('snapshots', { commands: ['compact'], messages: ['installSnapshot', 'chunkReceived'] }),
];
