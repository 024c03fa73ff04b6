import type { Module } from '@menagerie/contract';
import { module } from '@menagerie/contract/testing';
import type { PaxosShape } from '../../multi/messages.ts';

/** What a scope of Multi-Paxos may leave off. */
export const paxosModules: readonly Module<PaxosShape>[] = [
  module('refusals', { messages: ['refused'] }),
  module('heartbeats', { timers: ['heartbeat'], messages: ['heartbeat', 'heartbeatAnswer'] }),
  module('checks of a quorum', { timers: ['quorum'] }),
  module('catch-up', { messages: ['learn', 'chosen'] }),
  module('reads', { commands: ['read'] }),
  module('snapshots', { commands: ['compact'] }),
  module('reconfiguration', { commands: ['reconfigure'], messages: ['announce'] }),
];
