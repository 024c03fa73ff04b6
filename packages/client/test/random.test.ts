import {
  type Client,
  type Created,
  isKeeperError,
  OPEN_ACL,
  type Outcome,
  outcomeOf,
  type Stat,
} from '@menagerie/client';
import type { Tree } from '@menagerie/znode';
import { expect, it } from 'vitest';
import { SimulatedServers, type Trouble } from './helpers/simulated-server.ts';

const SEEDS = Number(process.env['SEEDS'] ?? 60);
const STEPS = 80;

/** One run: clients at work, while servers and the network do their worst. */
class Run {
  readonly servers: SimulatedServers;
  /** Creates that one client asked for in one go, in their order. */
  readonly rows: { path: string; outcome: Outcome<Created> }[][] = [];
  /** What protected creates came to. */
  readonly made: Outcome<Created>[] = [];
  readonly #working: Promise<unknown>[] = [];
  #number = 0;

  constructor(seed: number) {
    this.servers = new SimulatedServers(3, seed);
  }

  below(bound: number): number {
    return Math.floor(this.servers.world.random() * bound);
  }

  /** Something of what clients do. */
  ask(client: Client): void {
    this.#number += 1;
    const number = this.#number;
    const choice = this.below(9);
    if (choice < 3) {
      const mode = 'persistent-sequential';
      const making = outcomeOf(client.create('/made/m-', null, { mode, protect: true }));
      this.#working.push(making.then((outcome) => this.made.push(outcome)));
    } else if (choice < 5) {
      this.#working.push(
        outcomeOf(client.get('/data')),
        outcomeOf(client.set('/data', `${number}`)),
      );
    } else {
      const paths = [1, 2, 3, 4].map((nth) => `/rows/${number}-${nth}`);
      const outcomes = paths.map((path) => outcomeOf(client.create(path)));
      const row = Promise.all(outcomes).then((settled) =>
        this.rows.push(settled.map((outcome, at) => ({ path: paths[at] ?? '', outcome }))),
      );
      this.#working.push(row);
    }
  }

  /** Something of what happens to servers and networks. */
  disturb(): void {
    const { servers } = this;
    const address = servers.addresses[this.below(3)] ?? '';
    const troubles: Trouble[] = ['down', 'refuses', 'silent', 'mute', 'none', 'none'];
    const before = servers.troubleAt(address);
    servers.trouble(troubles[this.below(6)] ?? 'none', [address]);
    // Bytes are lost with their connection, and never out of its middle.
    if (before !== 'none' || this.below(2) === 0) servers.cut([address]);
  }

  heal(): void {
    this.servers.trouble('none');
    this.servers.cut();
  }

  settled(): Promise<unknown> {
    return Promise.all(this.#working);
  }
}

/** What is below `/rows`, as a watch that stays keeps it up to date. */
async function cache(client: Client, into: { names: readonly string[] }): Promise<void> {
  const watch = await client.watch('/rows');
  const read = async (): Promise<void> => {
    into.names = (await client.getChildren('/rows')).children;
  };
  try {
    await read();
    for await (const event of watch) if (event.type !== 'data-changed') await read();
  } catch (error) {
    if (!isKeeperError(error, 'session-expired', 'closed')) throw error;
  }
}

/** The data of `/data`, as watches that fire once keep them up to date. */
async function follow(client: Client, into: { version: number }): Promise<void> {
  const changed = new Promise<boolean>((resolve) => {
    const watch = (event: { readonly type: string }): void => resolve(event.type !== 'ended');
    client.get('/data', { watch }).then(
      ({ stat }) => (into.version = stat.version),
      () => resolve(false),
    );
  });
  if (await changed) await follow(client, into);
}

async function play(seed: number): Promise<string[]> {
  const run = new Run(seed);
  const { servers } = run;
  for (const path of ['/rows', '/made', '/data']) {
    servers.change({ type: 'create', body: { path, data: null, acl: OPEN_ACL, flags: 0 } });
  }
  const { world } = servers;
  const before = world.pending;
  const clients = [
    await servers.open({ sessionTimeoutMs: 4000 }),
    await servers.open({ sessionTimeoutMs: 60_000 }),
  ] as const;
  const seen = { names: [] as readonly string[], version: -1 };
  const following = [cache(clients[1], seen), follow(clients[1], seen)];
  for (let step = 0; step < STEPS; step += 1) {
    const client = clients[run.below(2)] ?? clients[0];
    for (let times = run.below(3); times > 0; times -= 1) run.ask(client);
    if (run.below(4) === 0) run.disturb();
    await world.pass(run.below(500));
  }
  run.heal();
  await world.until(run.settled());
  await world.pass(5000);
  const faults = judge(run);
  const names = servers.tree.read(
    { type: 'getChildren', body: { path: '/rows', watch: false } },
    { session: 1n, identities: [] },
  ).reply;
  if (clients[1].state.type !== 'connected') faults.push(`ended as ${clients[1].state.type}`);
  if (names?.type === 'getChildren') {
    const there = new Set(names.body.children);
    const isSame = seen.names.length === there.size && seen.names.every((name) => there.has(name));
    if (!isSame) faults.push('the cache is not the tree');
  }
  const version = statOf(servers.tree, '/data')?.version;
  if (version !== seen.version) faults.push(`version ${version}, and seen is ${seen.version}`);
  await world.until(Promise.all(clients.map((client) => client.close())));
  await world.until(Promise.all(following));
  await world.pass(1000);
  if (world.pending !== before) faults.push(`${world.pending - before} timers are left`);
  return faults;
}

function statOf(tree: Tree, path: string): Stat | null {
  const request = { type: 'exists', body: { path, watch: false } } as const;
  const { reply } = tree.read(request, { session: 1n, identities: [] });
  return reply?.type === 'exists' ? reply.body.stat : null;
}

/** What was promised, and is not so. */
function judge({ rows, made, servers: { tree } }: Run): string[] {
  const faults: string[] = [];
  for (const row of rows) {
    for (const [at, { path, outcome }] of row.entries()) {
      const isThere = tree.present(path) !== null;
      if (outcome.type === 'applied' && !isThere)
        faults.push(`${path} was answered, and is not there`);
      if (outcome.type === 'not-applied' && isThere) faults.push(`${path} is there after all`);
      const earlier = row[at - 1];
      if (isThere && earlier !== undefined && tree.present(earlier.path) === null) {
        faults.push(`${path} is there without ${earlier.path}`);
      }
    }
  }
  const children = statOf(tree, '/made')?.numChildren ?? 0;
  const applied = made.flatMap((outcome) =>
    outcome.type === 'applied' ? [outcome.value.path] : [],
  );
  for (const path of applied) if (tree.present(path) === null) faults.push(`${path} is not there`);
  if (new Set(applied).size !== applied.length) faults.push('two creates came to one znode');
  const unknown = made.filter(({ type }) => type === 'unknown').length;
  const surplus = children - applied.length;
  if (surplus < 0 || surplus > unknown) faults.push(`${surplus} znodes too many`);
  return faults;
}

it(`keeps its promises in ${SEEDS} random runs`, { timeout: 0 }, async () => {
  for (let seed = 1; seed <= SEEDS; seed += 1) {
    const faults = await play(seed);
    expect(faults, `seed ${seed}`).toEqual([]);
  }
});

it('does the same in the same run', async () => {
  const trace = async (): Promise<string[]> => {
    const servers = new SimulatedServers(3, 7);
    const lines: string[] = [];
    const client = await servers.open({
      sessionTimeoutMs: 4000,
      metrics: {
        requested: (operation, bytes) => lines.push(`${servers.world.now()} ${operation} ${bytes}`),
        answered: (operation, ms, code) => lines.push(`${operation} ${ms} ${code}`),
        pinged: (ms) => lines.push(`ping ${ms}`),
        notified: (change) => lines.push(change),
        stateChanged: ({ type }) => lines.push(type),
        connectionFailed: (address, { message }) => lines.push(`${address} ${message}`),
      },
    });
    for (const trouble of ['mute', 'none', 'refuses', 'none'] as const) {
      const asked = outcomeOf(client.create('/a-', null, { mode: 'ephemeral-sequential' }));
      servers.trouble(trouble);
      if (trouble !== 'mute') servers.cut();
      await servers.world.pass(3000);
      void asked;
    }
    await servers.world.until(client.close());
    return lines;
  };
  const first = await trace();
  expect(await trace()).toEqual(first);
  expect(first.length).toBeGreaterThan(20);
});
