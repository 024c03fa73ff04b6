import type { Reply } from '@menagerie/jute';
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
      limits: { superDigest: DIGEST },
      ...options,
    });
    await Promise.all(ids.map((id) => growing.start(id, ids)));
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

  /** Asks until it is answered: an election may come in between. @returns the configuration */
  async reconfig(asked: Asked): Promise<string> {
    for (;;) {
      const client = await this.operator();
      const reply = await client.tryAsk('reconfig', requestOf(asked));
      client.vanish();
      if (reply !== null) return this.textOf(reply);
    }
  }

  textOf(reply: Reply<'reconfig'> | Reply<'getData'>): string {
    if (reply.type === 'failed') throw new Error(`it was refused: ${reply.err}`);
    return new TextDecoder().decode(reply.body.data ?? undefined);
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
