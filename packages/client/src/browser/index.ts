/**
 * The client in a browser: WebSocket, real time.
 *
 * @packageDocumentation
 */
import { type Client, type ClientOptions, open } from '@menagerie/client';
import { webSocketTransport } from './web-socket.ts';
import { browserWorld } from './world.ts';

export { webSocketTransport } from './web-socket.ts';
export { browserWorld } from './world.ts';

/**
 * Opens a session through gateways, by their URLs, such as `wss://example.org/zookeeper`.
 *
 * @throws KeeperError as {@link open} says
 */
export async function connect(
  servers: string | readonly string[],
  options: ClientOptions = {},
): Promise<Client> {
  const urls = typeof servers === 'string' ? [servers] : servers;
  return open(urls, options, { world: browserWorld, transport: webSocketTransport() });
}
