import { createServer } from 'node:net';
import { type Client } from '@menagerie/client';
import { type ConnectOptions, connect } from '@menagerie/client/node';
import type { CoreName } from '@menagerie/server';
import { type RunningServer, type ServerOptions, startServer } from '@menagerie/server/node';
import { onTestFinished } from 'vitest';
import type { Backend, Listening, Obstacle } from '../suites/backend.ts';
import { FaultProxy } from './fault-proxy.ts';

export const CORES: readonly CoreName[] = ['zab', 'raft', 'paxos'];

/** Our servers, on each core. */
export const ours: readonly Backend[] = CORES.map((core) => ({
  title: `our server on ${core}`,
  start: async (count, { tickMs = 2000, users = null, requiresSasl = false } = {}) => {
    const sasl = users === null ? null : { users };
    const requiredSchemes = requiresSasl ? ['sasl'] : [];
    const servers = await started(core, count, { tickMs, sasl, requiredSchemes });
    return { servers, close: () => closeAll(servers) };
  },
  open,
  before,
}));

/** Servers on free ports, which end with the test. */
export async function ensemble(
  core: CoreName,
  size: number,
  options: ServerOptions = {},
): Promise<RunningServer[]> {
  const servers = await started(core, size, options);
  onTestFinished(() => closeAll(servers));
  return servers;
}

export async function started(
  core: CoreName,
  size: number,
  options: ServerOptions,
): Promise<RunningServer[]> {
  const ports = size === 1 ? [] : await freePorts(size);
  const peers = ports.map((port) => ({ host: '127.0.0.1', port }));
  return Promise.all(
    Array.from({ length: size }, (_, self) =>
      startServer({ core, self, peers, clientPort: 0, ...options }),
    ),
  );
}

async function closeAll(servers: readonly RunningServer[]): Promise<void> {
  await Promise.all(servers.map((server) => server.close()));
}

/** Where the servers of an ensemble listen. */
function addressesOf(servers: readonly Listening[]): string {
  return servers.map(({ clientPort }) => `127.0.0.1:${clientPort}`).join(',');
}

/** A client that ends with the test. */
export async function open(
  servers: readonly Listening[],
  options: ConnectOptions = {},
): Promise<Client> {
  const client = await connect(addressesOf(servers), options);
  onTestFinished(() => client.close());
  return client;
}

/** A proxy before a server, which ends with the test. */
export async function before({ clientPort }: Listening): Promise<Obstacle> {
  const proxy = await FaultProxy.before(clientPort);
  return {
    clientPort: proxy.clientPort,
    cut: async (how) => proxy.cut(how),
    accept: async (accepts) => proxy.accept(accepts),
    lose: async (direction, spared) => proxy.lose(direction, spared),
    hold: async () => proxy.hold(),
    pass: async () => proxy.pass(),
  };
}

/** Ports that were free a moment ago. */
export async function freePorts(count: number): Promise<number[]> {
  const held = await Promise.all(
    Array.from({ length: count }, async () => {
      const server = createServer();
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      return server;
    }),
  );
  const ports = held.map((server) => {
    const address = server.address();
    return typeof address === 'object' && address !== null ? address.port : 0;
  });
  await Promise.all(held.map((server) => new Promise((resolve) => server.close(resolve))));
  return ports;
}
