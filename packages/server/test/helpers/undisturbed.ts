import type { ACL, ConnectRequest, Reply, Stat } from '@menagerie/jute';
import type { CoreName } from '@menagerie/server';
import { type RunningServer, type ServerOptions, startServer } from '@menagerie/server/node';
import { afterAll, beforeAll } from 'vitest';
import { freePorts } from './ensemble.ts';
import { RawClient } from './raw-client.ts';

export const OPEN: readonly ACL[] = [{ perms: 31, id: { scheme: 'world', id: 'anyone' } }];
export const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const text = (data: Uint8Array | null): string => new TextDecoder().decode(data ?? undefined);

/** More would hide that something always goes wrong. */
const MOST_ATTEMPTS = 20;

/** Clients of an ensemble, and a znode of their own. */
export class Scene {
  /** A znode that nobody else works below. */
  readonly root: string;
  readonly #servers: readonly RunningServer[];
  readonly #clients = new Set<RawClient>();

  constructor(servers: readonly RunningServer[], root: string) {
    this.#servers = servers;
    this.root = root;
  }

  /** A client of the server in that place. */
  async open(at = 0, request: Partial<ConnectRequest> = {}): Promise<RawClient> {
    const client = await RawClient.open(this.portOf(at), request);
    this.#clients.add(client);
    return client;
  }

  portOf(at: number): number {
    return this.#servers[at % this.#servers.length]?.clientPort ?? 0;
  }

  /** Its connection is no longer expected to last. */
  letGo(client: RawClient): void {
    this.#clients.delete(client);
  }

  /** A connection was closed that was to last. */
  get wasDisturbed(): boolean {
    return [...this.#clients].some(({ closed }) => closed);
  }

  end(): void {
    for (const client of this.#clients) client.vanish();
  }
}

let roots = 0;

/**
 * Does something with an ensemble, and again where a connection was closed meanwhile: on a busy
 * machine another server may come to lead at any moment, and clients are to ask again then.
 */
export async function undisturbed(
  servers: readonly RunningServer[],
  act: (scene: Scene) => Promise<void>,
): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    roots += 1;
    const scene = new Scene(servers, `/scene-${roots}`);
    try {
      const client = await scene.open();
      await create(client, scene.root);
      await act(scene);
      return;
    } catch (error) {
      if (!scene.wasDisturbed || attempt === MOST_ATTEMPTS) throw error;
    } finally {
      scene.end();
    }
  }
}

/** Three servers that all tests of a block share. */
export function three(core: CoreName, options: ServerOptions = {}): RunningServer[] {
  const servers: RunningServer[] = [];
  beforeAll(async () => {
    const peers = (await freePorts(3)).map((port) => ({ host: '127.0.0.1', port }));
    servers.push(
      ...(await Promise.all(
        peers.map((_, self) => startServer({ core, self, peers, clientPort: 0, ...options })),
      )),
    );
  });
  afterAll(async () => {
    await Promise.all(servers.map((server) => server.close()));
  });
  return servers;
}

/** What a znode is made of. */
export interface Made {
  readonly data?: string;
  readonly acl?: readonly ACL[];
  readonly flags?: number;
}

/** The path that a znode got, or the error. */
export async function create(
  client: RawClient,
  path: string,
  { data = '', acl = OPEN, flags = 0 }: Made = {},
): Promise<string | number> {
  const reply = await client.ask('create2', { path, data: bytes(data), acl: [...acl], flags });
  return reply.type === 'done' ? (reply.body.path ?? '') : reply.err;
}

/** The data of a znode, or the error. */
export async function read(
  client: RawClient,
  path: string,
  watch = false,
): Promise<string | number> {
  const reply = await client.ask('getData', { path, watch });
  return reply.type === 'done' ? text(reply.body.data) : reply.err;
}

/** The version of a znode from then on, or the error. */
export async function write(client: RawClient, path: string, data: string): Promise<Outcome> {
  return outcome(await client.ask('setData', { path, data: bytes(data), version: -1 }));
}

export async function remove(client: RawClient, path: string): Promise<Outcome> {
  return outcome(await client.ask('delete', { path, version: -1 }));
}

/** The names of the children, in the order of the answer. */
export async function children(
  client: RawClient,
  path: string,
  watch = false,
): Promise<readonly (string | null)[]> {
  const reply = await client.ask('getChildren', { path, watch });
  return reply.type === 'done' ? (reply.body.children ?? []) : [];
}

/** `null` where there is no such znode. */
export async function stat(client: RawClient, path: string, watch = false): Promise<Stat | null> {
  const reply = await client.ask('exists', { path, watch });
  return reply.type === 'done' ? reply.body.stat : null;
}

/** `ok`, or the error. */
export type Outcome = 'ok' | number;

export function outcome(
  reply: Reply<'setData' | 'delete' | 'auth' | 'setACL' | 'getACL'>,
): Outcome {
  return reply.type === 'done' ? 'ok' : reply.err;
}
