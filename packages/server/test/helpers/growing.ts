import { ErrorCode } from '@menagerie/jute';
import type { CoreName } from '@menagerie/server';
import {
  type PeerOptions,
  type RunningServer,
  type ServerOptions,
  startServer,
} from '@menagerie/server/node';
import { onTestFinished } from 'vitest';
import { freePorts } from './ensemble.ts';
import { RawClient } from './raw-client.ts';

/** What the operator knows, and how it is written in ACLs. */
const SECRET = 'operator:secret';
const DIGEST = 'operator:7jWRZ6rRChO2XKqMVWLii1hb7YQ=';

const OPEN = [{ perms: 31, id: { scheme: 'world', id: 'anyone' } }];

const text = (data: Uint8Array | null): string => new TextDecoder().decode(data ?? undefined);

interface Asked {
  readonly joiningServers?: string;
  readonly leavingServers?: string;
  readonly newMembers?: string;
  readonly curConfigId?: bigint;
}

/** An ensemble whose members change while a test goes on. Servers have numbers from 1 on. */
export class Growing {
  readonly #running = new Map<number, RunningServer>();
  readonly #peers: readonly PeerOptions[];
  readonly #options: ServerOptions;

  private constructor(peers: readonly PeerOptions[], options: ServerOptions) {
    this.#peers = peers;
    this.#options = options;
  }

  static async of(
    core: CoreName,
    ids: readonly number[],
    options: ServerOptions = {},
    ownOf: (id: number) => ServerOptions = () => ({}),
  ): Promise<Growing> {
    const ports = await freePorts(14);
    const peers = Array.from({ length: 7 }, (_, at) => ({
      host: '127.0.0.1',
      port: ports[2 * at] ?? 0,
      electionPort: ports[2 * at + 1] ?? 0,
      id: at + 1,
    }));
    const growing = new Growing(peers, {
      core,
      reconfigEnabled: true,
      clientPort: 0,
      // A busy machine is slow; who tests for it says less.
      reconfigPatienceMs: 120_000,
      limits: { superDigest: DIGEST },
      ...options,
    });
    await Promise.all(ids.map((id) => growing.start(id, ids, ownOf(id))));
    return growing;
  }

  /** One server without an ensemble. */
  static async alone(core: CoreName): Promise<Growing> {
    const growing = new Growing([], { core, reconfigEnabled: true, clientPort: 0 });
    const server = await startServer(growing.#options);
    onTestFinished(() => server.close());
    growing.#running.set(1, server);
    return growing;
  }

  get servers(): readonly RunningServer[] {
    return [...this.#running.values()];
  }

  get(id: number): RunningServer {
    const server = this.#running.get(id);
    if (server === undefined) throw new Error(`server ${id} does not run`);
    return server;
  }

  /** One that is not among `known` comes to join: it listens, until it is told to vote. */
  async start(id: number, known: readonly number[], options: ServerOptions = {}): Promise<void> {
    const all = [...new Set([...known, id])].sort((one, other) => one - other);
    const peers = all.map((of): PeerOptions => {
      const peer = this.#peer(of);
      return known.includes(of) ? peer : { ...peer, role: 'observer' };
    });
    const self = all.indexOf(id);
    const server = await startServer({ ...this.#options, peers, self, ...options });
    onTestFinished(() => server.close());
    this.#running.set(id, server);
  }

  async stop(id: number): Promise<void> {
    const server = this.get(id);
    this.#running.delete(id);
    await server.close();
  }

  /** A session of who may reconfigure, on some server that serves. */
  async operator(): Promise<RawClient> {
    for (let nth = 0; ; nth += 1) {
      const server = this.servers[nth % this.servers.length];
      const client = RawClient.dial(server?.clientPort ?? 0);
      if ((await client.greet()) !== null && (await authenticated(client))) return client;
      client.vanish();
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }

  lineOf(id: number, role = 'participant'): string {
    const { host, port, electionPort } = this.#peer(id);
    return `server.${id}=${host}:${port}:${electionPort}:${role};127.0.0.1:${2180 + id}`;
  }

  /** As `/zookeeper/config` has them: those that joined later tell where clients find them. */
  linesOf(ids: readonly number[]): string {
    return ids
      .map((id) => (id <= 3 ? this.lineOf(id).replace(/;.*/, '') : this.lineOf(id)))
      .map((line) => `${line}\n`)
      .join('');
  }

  /**
   * Does something as the operator, and again where the connection was lost: on a busy machine
   * another server may come to lead at any moment.
   */
  async as<T>(act: (client: RawClient) => Promise<T | null>): Promise<T> {
    for (;;) {
      const client = await this.operator();
      try {
        const done = await act(client);
        if (done !== null) return done;
      } finally {
        client.vanish();
      }
    }
  }

  /** What a change comes to: the configuration then, or the error. */
  async reconfig(asked: Asked): Promise<string | number> {
    return await this.as(async (client) => {
      const reply = await client.tryAsk('reconfig', requestOf(asked));
      if (reply === null) return null;
      if (reply.type === 'done') return text(reply.body.data);
      // An attempt before, whose connection was lost.
      return reply.err === ErrorCode.reconfigInProgress ? null : reply.err;
    });
  }

  /** What `/zookeeper/config` has. */
  async config(): Promise<string> {
    return await this.as(async (client) => {
      const reply = await client.tryAsk('getData', { path: '/zookeeper/config', watch: false });
      return reply?.type === 'done' ? text(reply.body.data) : null;
    });
  }

  /** Creates a znode, or finds that an attempt before did. */
  async create(path: string): Promise<void> {
    const body = { path, data: null, acl: OPEN, flags: 0 };
    await this.as(async (client) => await client.tryAsk('create', body));
  }

  /** Whether a znode is there, as the server sees it after a sync. */
  async has(path: string): Promise<boolean> {
    return await this.as(async (client) => {
      if ((await client.tryAsk('sync', { path })) === null) return null;
      const reply = await client.tryAsk('exists', { path, watch: false });
      return reply === null ? null : reply.type === 'done';
    });
  }

  /** Waits for somebody to lead. */
  async leader(): Promise<number> {
    for (;;) {
      for (const [id, { role }] of this.#running) if (role === 'leading') return id;
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  }

  #peer(id: number): PeerOptions & { readonly electionPort: number } {
    const peer = this.#peers[id - 1];
    if (peer === undefined) throw new Error(`there is no server ${id}`);
    return { electionPort: 0, ...peer };
  }
}

export function requestOf(asked: Asked) {
  return {
    joiningServers: null,
    leavingServers: null,
    newMembers: null,
    curConfigId: -1n,
    ...asked,
  };
}

async function authenticated(client: RawClient): Promise<boolean> {
  const auth = new TextEncoder().encode(SECRET);
  return (await client.tryAsk('auth', { type: 0, scheme: 'digest', auth })) !== null;
}
