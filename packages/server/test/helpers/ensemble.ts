import { createServer, type Server } from 'node:net';
import type { CoreName } from '@menagerie/server';
import { type RunningServer, type ServerOptions, startServer } from '@menagerie/server/node';
import { onTestFinished } from 'vitest';

export const CORES: readonly CoreName[] = ['zab', 'raft', 'paxos'];

/** Servers on free ports, which end with the test. */
export async function ensemble(
  core: CoreName,
  size: number,
  options: ServerOptions = {},
): Promise<RunningServer[]> {
  const ports = size === 1 ? [] : await freePorts(size);
  const peers = ports.map((port) => ({ host: '127.0.0.1', port }));
  const servers = await Promise.all(
    Array.from({ length: size }, (_, self) =>
      startServer({ core, self, peers, clientPort: 0, ...options }),
    ),
  );
  for (const server of servers) onTestFinished(() => server.close());
  return servers;
}

/** Below those that systems give out by themselves: connections of others take none of these. */
const LEAST_PORT = 12_000;
const MOST_PORT = 32_000;

/** Ports that were free a moment ago. */
export async function freePorts(count: number): Promise<number[]> {
  const held = new Map<number, Server>();
  while (held.size < count) {
    const port = LEAST_PORT + Math.floor(Math.random() * (MOST_PORT - LEAST_PORT));
    const server = createServer();
    const isFree = await new Promise<boolean>((resolve) => {
      server.once('error', () => resolve(false));
      server.listen(port, '127.0.0.1', () => resolve(true));
    });
    if (isFree) held.set(port, server);
  }
  await Promise.all(
    [...held.values()].map((server) => new Promise((resolve) => server.close(resolve))),
  );
  return [...held.keys()];
}

/** Waits for something that other timers bring about. */
export async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((resolve) => setTimeout(resolve, 5));
}
