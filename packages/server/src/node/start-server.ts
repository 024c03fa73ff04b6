import { randomBytes } from 'node:crypto';
import { createServer, type Socket, type Server as TcpServer } from 'node:net';
import type { Shape } from '@menagerie/contract';
import {
  type CoreName,
  Front,
  type Kernel,
  Member,
  paxosKernel,
  raftKernel,
  zabKernel,
} from '@menagerie/server';
import { openDisk } from './disk.ts';
import { Peers } from './peers.ts';

/** How to start a member of an ensemble. */
export interface ServerOptions {
  /** @default 'zab' */
  readonly core?: CoreName;
  /** Where its disk is; `null` for none: then what it knew is gone when it stops. @default null */
  readonly directory?: string | null;
  /** @default '127.0.0.1' */
  readonly host?: string;
  /** For clients; 0 for any that is free. @default 2181 */
  readonly clientPort?: number;
  /** Which of the ensemble it is, from 0. @default 0 */
  readonly self?: number;
  /** Addresses of all members, for each other. Empty for an ensemble of one. @default [] */
  readonly peers?: readonly { readonly host: string; readonly port: number }[];
  /** Of session timeouts and expiry. @default 2000 */
  readonly tickMs?: number;
  /** The log is cut short after so many writes. @default 100000 */
  readonly compactEvery?: number;
  /** Between two looks at containers and TTL znodes. @default 60000 */
  readonly reapCheckMs?: number;
  /** Of containers and TTL znodes at most so many go in a minute. @default 10000 */
  readonly reapPerMinute?: number;
  /** After so long a container that never had a child goes; `null` for never. @default null */
  readonly neverUsedMs?: number | null;
  /** Whether TTL znodes may be created. Has to be the same on all servers. @default true */
  readonly ttl?: boolean;
  /** A leader that was silent for so long is replaced. @default 500 */
  readonly silenceMs?: number;
}

/** A server that runs. */
export interface RunningServer {
  readonly clientPort: number;
  readonly role: 'looking' | 'following' | 'leading';
  readonly zxid: bigint;
  /** Lets go of clients, disk and ports. */
  close(): Promise<void>;
}

/**
 * Starts a member of an ensemble.
 *
 * @throws StorageError for a directory that cannot be used, and what `listen` says of a port
 */
export function startServer(options: ServerOptions = {}): Promise<RunningServer> {
  switch (options.core ?? 'zab') {
    case 'zab':
      return start(zabKernel, options);
    case 'raft':
      return start(raftKernel, options);
    case 'paxos':
      return start(paxosKernel, options);
  }
}

async function start<S extends Shape>(
  kernel: Kernel<S>,
  options: ServerOptions,
): Promise<RunningServer> {
  const { self = 0, host = '127.0.0.1', clientPort = 2181, tickMs = 2000 } = options;
  const { peers = [], silenceMs = 500, directory = null, compactEvery = 100_000 } = options;
  const { reapCheckMs = 60_000, reapPerMinute = 10_000, neverUsedMs = null } = options;
  const ensemble = { servers: Math.max(1, peers.length), observers: [], silenceMs };
  const { protocol } = kernel;
  const config = kernel.config(ensemble);
  const blank = protocol.blank(config, self, 0);
  const disk = await openDisk(protocol, blank, directory, (number) => member.durable(number));
  const member: Member<S> = new Member<S>({
    kernel,
    ensemble,
    self,
    image: disk.image,
    last: disk.last,
    disk,
    clock: {
      now: () => performance.now(),
      after: (ms, act) => afterwards(ms, act),
    },
    wallClock: () => Date.now(),
    random: () => randomBytes(4).readUInt32BE() / 2 ** 32,
    entropy: (bytes) => new Uint8Array(randomBytes(bytes)),
    tree: { seed: randomBytes(4).readInt32BE(), ttl: options.ttl ?? true },
    reap: { checkMs: reapCheckMs, perMinute: reapPerMinute, neverUsedMs },
    tickMs,
    compactEvery,
    compacted: (through, image) => disk.compact(through, image),
    send: (to, bytes) => links.send(to, bytes),
    applied: (settled) => front.applied(settled),
    serving: (serves) => front.serve(serves),
    halted: () => front.serve(false),
  });
  const front: Front = new Front({
    ledger: member.ledger,
    self,
    minSessionMs: tickMs * 2,
    maxSessionMs: tickMs * 20,
    wallClock: () => Date.now(),
    now: () => performance.now(),
    submit: (asked, settle) => member.submit(asked, settle),
    touch: (session) => member.touch(session),
    word: (word) => (word === 'ruok' ? 'imok' : ''),
  });
  const links = new Peers(self, peers, {
    receive: (from, bytes) => member.receive(from, bytes),
    link: (peer, up) => member.link(peer, up),
  });
  await links.listen();
  const clients = await listen(host, clientPort, front);
  member.start();
  return {
    clientPort: portOf(clients),
    get role() {
      return member.role.type;
    },
    get zxid() {
      return member.ledger.zxid;
    },
    close: async () => {
      member.stop();
      front.serve(false);
      await Promise.all([closed(clients), links.close()]);
      await disk.close();
    },
  };
}

function listen(host: string, port: number, front: Front): Promise<TcpServer> {
  const server = createServer({ noDelay: true }, (socket) => serve(socket, front));
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => resolve(server));
  });
}

function serve(socket: Socket, front: Front): void {
  const connection = front.accept({
    address: socket.remoteAddress ?? '',
    port: socket.remotePort ?? 0,
    // The writer of the connection is used again before the bytes have left.
    write: (bytes) => socket.write(bytes.slice()),
    end: () => socket.end(),
  });
  socket.on('data', (chunk) => connection.receive(chunk));
  socket.on('close', () => connection.gone());
  socket.on('error', () => socket.destroy());
}

/** Behind what waits in sockets: where the process was held up, peers have spoken meanwhile. */
function afterwards(ms: number, act: () => void): () => void {
  let immediate: NodeJS.Immediate | undefined;
  const timeout = setTimeout(() => {
    immediate = setImmediate(act);
  }, ms);
  return () => {
    clearTimeout(timeout);
    clearImmediate(immediate);
  };
}

function portOf(server: TcpServer): number {
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
}

function closed(server: TcpServer): Promise<void> {
  return new Promise((resolve) => server.close(() => resolve()));
}
