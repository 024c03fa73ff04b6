/**
 * The client on Node: TCP and TLS, real time.
 *
 * @packageDocumentation
 */
import { type Client, type ClientOptions, open } from '@menagerie/client';
import { parseServers } from './servers.ts';
import { type TlsOptions, tcpTransport } from './tcp.ts';
import { nodeWorld } from './world.ts';

export { type TlsOptions, tcpTransport } from './tcp.ts';
export { nodeWorld } from './world.ts';

/** How to connect from Node. */
export interface ConnectOptions extends ClientOptions {
  /** For TLS; plain TCP without it. */
  readonly tls?: TlsOptions;
}

/**
 * Opens a session.
 *
 * The servers are `host:port` with commas between, and a chroot behind the last if one is wanted, such
 * as `zk1:2181,zk2:2181/app`. Names are resolved anew in every round over the servers, to all their
 * addresses.
 *
 * @throws KeeperError as {@link open} says
 */
export async function connect(
  servers: string | readonly string[],
  options: ConnectOptions = {},
): Promise<Client> {
  const parsed = parseServers(typeof servers === 'string' ? servers : servers.join(','));
  const transport = tcpTransport(options.tls ?? null);
  return open(
    parsed.servers,
    { chroot: parsed.chroot, ...options },
    { world: nodeWorld, transport },
  );
}
