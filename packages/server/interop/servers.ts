import { createServer } from 'node:net';
import type { CoreName } from '@menagerie/server';
import { startServer } from '@menagerie/server/node';
import { type Installed, startApache } from './apache.ts';
import type { Pair } from './compare.ts';
import { Line } from './line.ts';
import type { Served } from './run.ts';

/** Neither server deletes what is left empty while the other does not. */
const DAY_MS = 86_400_000;

/** A leader keeps its lead, however busy the machine is: connections end with it. */
const STEADY_MS = 4000;

/** Servers of one tree that are ready for clients. */
export interface Running extends Served {
  close(): Promise<void>;
}

/** Both, each with an empty tree, ready for clients. */
export async function startPair(
  installed: Installed,
  core: CoreName,
  size: number,
): Promise<Pair & { close(): Promise<void> }> {
  const [theirs, own] = await Promise.all([
    startTheirs(installed),
    startOurs(core, size, STEADY_MS),
  ]);
  return {
    apache: theirs,
    ours: own,
    close: async () => {
      await Promise.all([theirs.close(), own.close()]);
    },
  };
}

/** Apache's server, alone. */
export async function startTheirs(installed: Installed): Promise<Running> {
  const server = await startApache(installed);
  await serves(server.clientPort);
  return {
    ports: [server.clientPort],
    settled: () => Promise.resolve(),
    close: () => server.close(),
  };
}

/** What both are told: whoever asks may change who belongs to the ensemble. */
const CHANGEABLE = ['skipACL=yes', 'reconfigEnabled=true', 'standaloneEnabled=false'];

/** One server of each, which is an ensemble of its own; and how each names itself. */
export async function startChangeable(
  installed: Installed,
  core: CoreName,
): Promise<{ readonly apache: Changeable; readonly ours: Changeable; close(): Promise<void> }> {
  const [one = 0, two = 0, three = 0, four = 0] = await freePorts(4);
  const member = { id: 1, ports: [[one, two]] } as const;
  const theirs = await startApache(installed, { member, lines: CHANGEABLE });
  const own = await startServer({
    core,
    peers: [{ host: '127.0.0.1', port: three, electionPort: four, id: 1 }],
    clientPort: 0,
    skipACL: true,
    reconfigEnabled: true,
    standaloneEnabled: false,
    reconfigPatienceMs: 100,
    silenceMs: STEADY_MS,
  });
  await Promise.all([theirs, own].map(({ clientPort }) => serves(clientPort)));
  return {
    apache: { port: theirs.clientPort, self: `127.0.0.1:${one}:${two}` },
    ours: { port: own.clientPort, self: `127.0.0.1:${three}:${four}` },
    close: async () => {
      await Promise.all([theirs.close(), own.close()]);
    },
  };
}

/** Where clients find a server, and others do. */
export interface Changeable {
  readonly port: number;
  readonly self: string;
}

/** Three of Apache's servers. */
export async function startThree(installed: Installed): Promise<Running> {
  const [one = 0, two = 0, three = 0, ...elections] = await freePorts(6);
  const ports = [one, two, three].map((port, at) => [port, elections[at] ?? 0] as const);
  const all = [1, 2, 3].map((id) => startApache(installed, { member: { id, ports } }));
  const servers = await Promise.all(all);
  const found = servers.map(({ clientPort }) => clientPort);
  await Promise.all(found.map((port) => serves(port)));
  return {
    ports: found,
    // Nobody can ask them what they have applied.
    settled: () => Promise.resolve(),
    close: async () => {
      await Promise.all(servers.map((server) => server.close()));
    },
  };
}

/** Servers of ours. */
export async function startOurs(core: CoreName, size: number, silenceMs = 1500): Promise<Running> {
  const ports = size === 1 ? [] : await freePorts(size);
  const peers = ports.map((port) => ({ host: '127.0.0.1', port }));
  const all = Array.from({ length: size }, (_, self) =>
    startServer({ core, self, peers, clientPort: 0, words: ['*'], reapCheckMs: DAY_MS, silenceMs }),
  );
  const servers = await Promise.all(all);
  const found = servers.map(({ clientPort }) => clientPort);
  await Promise.all(found.map((port) => serves(port)));
  return {
    ports: found,
    settled: async () => {
      while (new Set(servers.map(({ zxid }) => zxid)).size > 1) await soon();
    },
    close: async () => {
      await Promise.all(servers.map((server) => server.close()));
    },
  };
}

function soon(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

/** Ports that were free a moment ago. */
async function freePorts(count: number): Promise<number[]> {
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

/** Asks for a session until it gets one. */
async function serves(port: number): Promise<void> {
  const passwd = new Uint8Array(16);
  const request = { protocolVersion: 0, lastZxidSeen: 0n, timeOut: 40_000, sessionId: 0n };
  for (;;) {
    const line = new Line(port);
    const greeted = await line.greet({ ...request, passwd, readOnly: false });
    if (greeted !== null) {
      await line.ask([{ type: 'closeSession', body: null }]);
      return;
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
