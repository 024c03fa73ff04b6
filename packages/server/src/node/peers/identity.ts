import type { CoreName } from '@menagerie/server';
import type { Layout } from '../layout.ts';
import type { ServerOptions } from '../options.ts';
import type { World } from '../world.ts';
import type { PeerIdentity } from './greeting.ts';

/** Who a server is, to others of its ensemble, in the run that begins. */
export function identityOf(
  core: CoreName,
  { self, ensemble }: Layout,
  { cluster = '', peerSecret = null }: ServerOptions,
  world: World,
  disk: PeerIdentity['disk'],
): PeerIdentity {
  const boot = world.entropy(16).toString('hex');
  return { cluster, core, self, servers: ensemble.servers, secret: peerSecret, boot, disk };
}
