import type { TreeOptions } from '@menagerie/znode';
import type { ServerOptions } from './options.ts';
import type { World } from './world.ts';

/** What the tree of a server may. But for the seed it has to be the same on all servers. */
export function treeOptionsOf(options: ServerOptions, world: World): TreeOptions {
  return {
    seed: world.entropy(4).readInt32BE(),
    ttl: options.ttl ?? true,
    enforceQuota: options.enforceQuota ?? false,
    skipACL: options.skipACL ?? false,
    x509: (options.secure ?? null) !== null,
    sasl: (options.sasl ?? null) !== null,
  };
}
