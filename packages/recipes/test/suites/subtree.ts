import { type Client, type ClientOptions, isKeeperError } from '@menagerie/client';
import { afterAll, beforeAll, onTestFinished } from 'vitest';
import type { Backend, Obstacle, Started } from '../../../client/test/suites/backend.ts';

/** Nothing here ends by silence, and no machine is so slow that something does. */
const SESSION_MS = 400_000;
const TICK_MS = 20_000;

/** One server for a suite of tests, and a subtree of its own for each. */
export interface Subtree {
  /** Some clients of one fresh subtree; they end with the test. */
  clients(count: number, options?: ClientOptions): Promise<Client[]>;
  /** One client of the same subtree as the last, behind a proxy of its own. */
  behindProxy(options?: ClientOptions): Promise<{ proxy: Obstacle; client: Client }>;
}

export function subtreeOf(backend: Backend): Subtree {
  let started: Started | null = null;
  let number = 0;

  beforeAll(async () => {
    started = await backend.start(1, { tickMs: TICK_MS });
  });
  afterAll(() => started?.close());

  const servers = (): Started['servers'] => started?.servers ?? [];
  const open = (options: ClientOptions): Promise<Client> =>
    backend.open(servers(), { sessionTimeoutMs: SESSION_MS, ...options });
  return {
    clients: async (count, options = {}) => {
      number += 1;
      const path = `/s${number}`;
      const clients = await Promise.all(Array.from({ length: count }, () => open(options)));
      await clients[0]?.create(path);
      return clients.map((client) => client.chroot(path));
    },
    behindProxy: async (options = {}) => {
      const [server = { clientPort: 0 }] = servers();
      const proxy = await backend.before(server);
      const client = await backend.open([proxy], { sessionTimeoutMs: SESSION_MS, ...options });
      onTestFinished(() => client.close());
      return { proxy, client: client.chroot(`/s${number}`) };
    },
  };
}

/** Resolves when a znode has so many children. */
export async function hasChildren(client: Client, path: string, count: number): Promise<void> {
  for (;;) {
    let changed = (): void => {};
    const change = new Promise<void>((resolve) => {
      changed = resolve;
    });
    const watch = (): void => changed();
    try {
      const { children } = await client.getChildren(path, { watch });
      if (children.length === count) return;
    } catch (error) {
      if (!isKeeperError(error, 'no-node')) throw error;
      if (count === 0) return;
      if ((await client.exists(path, { watch })) !== null) continue;
    }
    await change;
  }
}

/** Resolves when a signal is aborted, with its reason. */
export function aborted(signal: AbortSignal): Promise<unknown> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve(signal.reason);
    else signal.addEventListener('abort', () => resolve(signal.reason));
  });
}

/** The first two. */
export function pair<T>(all: readonly T[]): readonly [T, T] {
  const [one, other] = all;
  if (one === undefined || other === undefined) throw new Error('there are two');
  return [one, other];
}
