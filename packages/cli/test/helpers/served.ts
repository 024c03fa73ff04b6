import { createServer } from 'node:net';
import { type ServerOptions, startServer } from '@menagerie/server/node';
import { onTestFinished } from 'vitest';

/** The port of a server in this process that serves, until the test ends. */
export async function served(options: ServerOptions = {}): Promise<number> {
  const server = await startServer({ clientPort: 0, ...options });
  onTestFinished(() => server.close());
  while (server.role === 'looking') await new Promise((resolve) => setTimeout(resolve, 5));
  return server.clientPort;
}

/** A port at which nobody listens. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === 'object' && address !== null ? address.port : 0;
}
