import { randomBytes } from 'node:crypto';
import { connect, createServer, type Server } from 'node:net';
import type { Clock } from '@menagerie/server';
import { nodeClock } from './clock.ts';

/** A connection as far as servers use it: Node's sockets are such. */
export interface ByteStream {
  readonly remoteAddress?: string | undefined;
  readonly remotePort?: number | undefined;
  /** Bytes that the kernel has not taken yet. */
  readonly writableLength: number;
  /** Nothing can be written any more: see {@link end}. */
  readonly writableEnded: boolean;
  on(event: 'data', listener: (chunk: Buffer) => void): unknown;
  on(event: 'error', listener: (error: Error) => void): unknown;
  on(event: 'close' | 'drain', listener: () => void): unknown;
  once(event: 'connect' | 'secureConnect' | 'close' | 'drain', listener: () => void): unknown;
  /** The bytes are the stream's from now on. */
  write(bytes: Uint8Array): unknown;
  /** Closes when all is written, and the other end closes as well. */
  end(): unknown;
  /** Over at once. */
  destroy(): unknown;
  pause(): unknown;
  isPaused(): boolean;
  resume(): unknown;
  setNoDelay(on: boolean): unknown;
}

/** Where to listen, and how. */
export interface ListenOptions {
  readonly host: string;
  /** 0 for any that is free. */
  readonly port: number;
  /** Connections that may wait to be accepted; `null` for what Node takes. */
  readonly backlog?: number | null;
  /** Connections that may be open; `null` for any number. */
  readonly most?: number | null;
}

/** A port that is open. */
export interface Listening {
  readonly port: number;
  /** Takes nobody in any more; resolves when all who came in have left. */
  close(): Promise<void>;
}

/**
 * What a server stands on but for its disk, which is `Files`: time, chance, and plain connections to
 * clients and to other servers. Node's own, or one of a test, where time is simulated and networks
 * break by a seed.
 */
export interface World {
  readonly clock: Clock;
  /** Milliseconds since 1970. */
  wallClock(): number;
  /** Bytes that nobody can guess. */
  entropy(bytes: number): Buffer;
  /** @throws what `listen` says of the port */
  listen(at: ListenOptions, accept: (stream: ByteStream) => void): Promise<Listening>;
  connect(to: { readonly host: string; readonly port: number }): ByteStream;
}

export const nodeWorld: World = {
  clock: nodeClock,
  wallClock: () => Date.now(),
  entropy: randomBytes,
  listen: (at, accept) => listening(createServer({ noDelay: true }, accept), at),
  connect: ({ host, port }) => connect({ host, port, noDelay: true }),
};

/** Opens the port of a server of whatever kind. @throws what `listen` says of it */
export function listening(
  server: Server,
  { host, port, backlog = null, most = null }: ListenOptions,
): Promise<Listening> {
  if (most !== null) server.maxConnections = most;
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ port, host, ...(backlog === null ? {} : { backlog }) }, () => {
      server.off('error', reject);
      resolve({ port: portOf(server), close: () => closed(server) });
    });
  });
}

function portOf(server: Server): number {
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
}

function closed(server: Server): Promise<void> {
  return new Promise((resolve) => server.close(() => resolve()));
}
