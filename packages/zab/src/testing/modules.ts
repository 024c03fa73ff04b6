import type { Module } from '@menagerie/contract';
import { module, option } from '@menagerie/contract/testing';
import type { ZabShape } from '../messages.ts';

/** What a scope of Zab may leave off. */
export const zabModules: readonly Module<ZabShape>[] = [
  module('repeated notifications', { timers: ['notify'] }),
  module('pings', { timers: ['ping'], messages: ['ping', 'pong'] }),
  module('the check of the quorum', { timers: ['quorum'] }),
  module('reads', { commands: ['read'], messages: ['request', 'sync'] }),
  module('observers', { messages: ['observerInfo', 'inform', 'informAndActivate'] }),
  option(
    'weights and groups',
    ({ weights, groups }) => groups.length > 0 || weights.some((weight) => weight > 1),
  ),
  module('reconfiguration', {
    commands: ['reconfig'],
    messages: ['commitAndActivate', 'informAndActivate'],
  }),
  module('compaction', { commands: ['compact'] }),
  option("the paper's variant", ({ variant }) => variant === 'paper'),
];
