import { createServer } from 'node:net';
import { type CoreName, type Hierarchy, hierarchyLines } from '@menagerie/server';
import { type ServerOptions, startServer } from '@menagerie/server/node';
import { word } from '../test/helpers/word.ts';
import { type Installed, startApache } from './apache.ts';

import { Line } from './line.ts';
import type { Served } from './run.ts';

/** Neither server deletes what is left empty while the other does not. */
const DAY_MS = 86_400_000;

/** A leader keeps its lead, however busy the machine is: connections end with it. */
const STEADY_MS = 4000;

/** Servers of one tree that are ready for clients. */
export interface Running extends Served {
  /** How each is named behind `server.N=`, without a role; empty for one that is alone. */
  readonly names: readonly string[];
  /** Where their pages for operators are; empty where they have none. */
  readonly pages: readonly number[];
  /** Starts another, which knows of them and which they do not know. */
  join(): Promise<Joined>;
  close(): Promise<void>;
}

/** A server that came to join others, and only listens. It ends with them. */
export interface Joined {
  readonly port: number;
  /** How it is named behind `server.N=`, without a role. */
  readonly name: string;
}

/** What both are started with. */
export interface Wanted {
  /** How many; one may be an ensemble of its own. @default 1 */
  readonly size?: number;
  /** Whether whoever asks may change who belongs to the ensemble. @default false */
  readonly isChangeable?: boolean;
  /** What voters weigh, and in which groups. @default null, for all count alike */
  readonly hierarchy?: Hierarchy | null;
  /** Whether there are pages for operators. @default false */
  readonly hasPages?: boolean;
}

/** Both, each with an empty tree, ready for clients. */
export async function startPair(
  installed: Installed,
  core: CoreName,
  size: number,
  wanted: Wanted = {},
): Promise<{ readonly apache: Running; readonly ours: Running; close(): Promise<void> }> {
  const [apache, ours] = await Promise.all([
    startTheirs(installed, wanted),
    startOurs(core, { ...wanted, size }, STEADY_MS),
  ]);
  return {
    apache,
    ours,
    close: async () => {
      await Promise.all([apache.close(), ours.close()]);
    },
  };
}

/** What both are told: whoever asks may change who belongs to the ensemble. */
const CHANGEABLE = ['skipACL=yes', 'reconfigEnabled=true', 'standaloneEnabled=false'];

/** Apache's servers. */
export async function startTheirs(
  installed: Installed,
  { size = 1, isChangeable = false, hierarchy = null, hasPages = false }: Wanted = {},
): Promise<Running> {
  const ports = await pairsOfPorts(size > 1 || isChangeable ? size : 0);
  const pages = hasPages ? await freePorts(size) : [];
  const lines = [...(isChangeable ? CHANGEABLE : []), ...hierarchyLines(hierarchy)];
  const servers = await Promise.all(
    Array.from({ length: size }, (_, at) => {
      const member = ports.length === 0 ? null : { id: at + 1, ports };
      return startApache(installed, { member, lines, adminPort: pages[at] ?? null });
    }),
  );
  const found = servers.map(({ clientPort }) => clientPort);
  await Promise.all(found.map((port) => serves(port)));
  return {
    ports: found,
    names: ports.map(nameOf),
    pages,
    join: async () => {
      const all = [...ports, ...(await pairsOfPorts(1))];
      const id = all.length;
      const member = { id, ports: all, observers: [id] };
      const server = await startApache(installed, { member, lines });
      servers.push(server);
      return await joined(server.clientPort, all);
    },
    settled: async () => {
      while (size > 1 && new Set(await Promise.all(found.map(zxidOf))).size > 1) await soon();
    },
    close: async () => {
      await Promise.all(servers.map((server) => server.close()));
    },
  };
}

/** Servers of ours. */
export async function startOurs(
  core: CoreName,
  { size = 1, isChangeable = false, hierarchy = null, hasPages = false }: Wanted = {},
  silenceMs = 1500,
): Promise<Running> {
  const ports = await pairsOfPorts(size > 1 || isChangeable ? size : 0);
  const peers = peersOf(ports);
  const changeable = { skipACL: true, reconfigEnabled: true, standaloneEnabled: false };
  const options: ServerOptions = {
    core,
    peers,
    hierarchy,
    clientPort: 0,
    words: ['*'],
    reapCheckMs: DAY_MS,
    silenceMs,
    reconfigPatienceMs: 100,
    ...(isChangeable ? changeable : {}),
    ...(hasPages ? { admin: { port: 0 } } : {}),
  };
  const all = Array.from({ length: size }, (_, self) => startServer({ ...options, self }));
  const servers = await Promise.all(all);
  const found = servers.map(({ clientPort }) => clientPort);
  await Promise.all(found.map((port) => serves(port)));
  return {
    ports: found,
    names: ports.map(nameOf),
    pages: servers.flatMap(({ adminPort }) => adminPort ?? []),
    join: async () => {
      const all = [...ports, ...(await pairsOfPorts(1))];
      const [last] = peersOf(all).slice(-1);
      const known = peersOf(ports);
      const others =
        last === undefined ? known : [...known, { ...last, role: 'observer' as const }];
      const server = await startServer({ ...options, peers: others, self: known.length });
      servers.push(server);
      return await joined(server.clientPort, all);
    },
    settled: async () => {
      while (new Set(servers.map(({ zxid }) => zxid)).size > 1) await soon();
    },
    close: async () => {
      await Promise.all(servers.map((server) => server.close()));
    },
  };
}

/** Which of the servers is in a mode, such as `leader`: asked until one is. */
export async function inMode({ ports }: Served, mode: string): Promise<number> {
  for (;;) {
    const answers = await Promise.all(ports.map((port) => word(port, 'srvr')));
    const found = answers.findIndex((answer) => answer.includes(`Mode: ${mode}\n`));
    if (found >= 0) return found;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

function peersOf(ports: readonly PortPair[]) {
  return ports.map(([port, electionPort], at) => {
    return { host: '127.0.0.1', port, electionPort, id: at + 1 };
  });
}

async function joined(port: number, all: readonly PortPair[]): Promise<Joined> {
  await serves(port);
  return { port, name: all.slice(-1).map(nameOf).join('') };
}

function nameOf([port, electionPort]: PortPair): string {
  return `127.0.0.1:${port}:${electionPort}`;
}

/** What a server has applied, as it says itself. */
async function zxidOf(port: number): Promise<string> {
  return /^Zxid: (.*)$/m.exec(await word(port, 'srvr'))?.[1] ?? '';
}

type PortPair = readonly [port: number, electionPort: number];

/** Of servers, for each other. */
async function pairsOfPorts(count: number): Promise<readonly PortPair[]> {
  const ports = await freePorts(2 * count);
  return Array.from({ length: count }, (_, at) => [ports[2 * at] ?? 0, ports[2 * at + 1] ?? 0]);
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
