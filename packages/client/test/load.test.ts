import { type Client, isKeeperError, type Outcome, outcomeOf } from '@menagerie/client';
import { expect, it } from 'vitest';
import { Ensemble } from './helpers/ensemble.ts';
import { open } from './helpers/servers.ts';

const CLIENTS = 20;
const FALLS = 5;

/** Counts a znode up, by its version, until told to stop. */
async function count(
  client: Client,
  path: string,
  isOver: () => boolean,
): Promise<Outcome<number>[]> {
  const outcomes: Outcome<number>[] = [];
  while (!isOver()) {
    const { data, stat } = await client.get(path);
    const number = Number(new TextDecoder().decode(data ?? new Uint8Array(0))) + 1;
    const set = client.set(path, String(number), { version: stat.version }).then(() => number);
    outcomes.push(await outcomeOf(set));
  }
  return outcomes;
}

/** What a watch that stays has seen last. */
async function follow(client: Client, path: string, seen: Map<string, number>): Promise<void> {
  const read = async (): Promise<void> => {
    seen.set(path, (await client.get(path)).stat.version);
  };
  try {
    const watch = await client.watch(path);
    await read();
    for await (const _event of watch) await read();
  } catch (error) {
    if (!isKeeperError(error, 'closed')) throw error;
  }
}

it('clients under load lose nothing while one server after the other falls', async () => {
  const ensemble = await Ensemble.start();
  const clients = await Promise.all(
    Array.from({ length: CLIENTS }, () =>
      open(ensemble.listening, { sessionTimeoutMs: 40_000, connectWithinMs: 60_000 }),
    ),
  );
  const paths = clients.map((_, at) => `/n${at}`);
  await Promise.all(clients.map((client, at) => client.create(paths[at] ?? '', '0')));
  let isOver = false;
  const counting = clients.map((client, at) => count(client, paths[at] ?? '', () => isOver));
  const seen = new Map<string, number>();
  const watcher = await open(ensemble.listening, { sessionTimeoutMs: 40_000 });
  const following = paths.map((path) => follow(watcher, path, seen));
  for (let falls = 0; falls < FALLS; falls += 1) {
    await ensemble.fall(falls % 3);
    // Something gets through with two.
    await watcher.sync();
    await ensemble.rise(falls % 3);
    await watcher.sync();
  }
  isOver = true;
  for (const [at, outcomes] of (await Promise.all(counting)).entries()) {
    const applied = outcomes.filter(({ type }) => type === 'applied').length;
    const unknown = outcomes.filter(({ type }) => type === 'unknown').length;
    const { stat } = await watcher.get(paths[at] ?? '', { linearizable: true });
    expect(applied).toBeGreaterThan(0);
    expect(stat.version).toBeGreaterThanOrEqual(applied);
    expect(stat.version).toBeLessThanOrEqual(applied + unknown);
  }
  const versions = await Promise.all(
    paths.map(async (path) => (await watcher.get(path)).stat.version),
  );
  // The events of the last changes came before these answers; whoever heard of them reads again.
  const isSeen = (): boolean => paths.every((path, at) => seen.get(path) === versions[at]);
  for (let rounds = 0; rounds < 100 && !isSeen(); rounds += 1) await watcher.sync();
  expect(paths.map((path) => seen.get(path))).toEqual(versions);
  await watcher.close();
  await Promise.all(following);
  expect(clients.map(({ state }) => state.type)).toEqual(clients.map(() => 'connected'));
});
