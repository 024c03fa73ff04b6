import { type Client, isKeeperError, KeeperError, MultiError } from '@menagerie/client';
import { type Grant, isRecipeError, Mutex, treeCache } from '@menagerie/recipes';
import { expect, it } from 'vitest';
import { Ensemble } from '../../client/test/helpers/ensemble.ts';
import { open } from '../../client/test/helpers/servers.ts';
import { hasChildren } from './suites/subtree.ts';

const HOLDERS = 12;
const CACHES = 6;
const FALLS = 6;
/** No machine is so slow that a session ends by silence. */
const SESSION_MS = 600_000;

/** What came of one effect under the lock. */
type Effect = 'applied' | 'unknown' | 'lost';

const numberIn = (data: Uint8Array | null): number =>
  Number(new TextDecoder().decode(data ?? undefined));

/**
 * Counts the ledger up, by an effect that proves that the lock is held. With a sole holder its version
 * is the one that was read: who finds another has not been alone.
 */
async function count(client: Client, grant: Grant): Promise<Effect> {
  try {
    const { data, stat } = await client.get('/ledger');
    const next = String(numberIn(data) + 1);
    const { version } = stat;
    await client.multi([grant.proof, { type: 'set', path: '/ledger', data: next, version }]);
    return 'applied';
  } catch (error) {
    // The first is the proof: then it was lost before.
    if (error instanceof MultiError && error.index === 0) return 'lost';
    if (error instanceof KeeperError && error.effect === 'unknown') return 'unknown';
    if (isKeeperError(error, 'connection-loss', 'session-expired')) return 'lost';
    throw error;
  }
}

it('a lock and caches hold their promises while one server after the other falls', async () => {
  const ensemble = await Ensemble.start({ maxSessionMs: SESSION_MS });
  const options = { sessionTimeoutMs: SESSION_MS, connectWithinMs: SESSION_MS };
  const connect = (): Promise<Client> => open(ensemble.listening, options);
  const watcher = await connect();
  await watcher.create('/ledger', '0');
  let isOver = false;
  const effects: Effect[] = [];
  const tokens: bigint[] = [];

  const holding = Array.from({ length: HOLDERS }, async () => {
    let client = await connect();
    let mutex = new Mutex(client, '/lock');
    while (!isOver) {
      try {
        const grant = await mutex.acquire();
        const effect = await count(client, grant);
        effects.push(effect);
        if (effect === 'applied') tokens.push(grant.token);
        await grant.release();
      } catch (error) {
        // A session that was not heard of for too long: another takes its place.
        const isGone = isKeeperError(error, 'session-expired', 'connection-loss');
        if (!isGone && !isRecipeError(error, 'session-over', 'claim-gone')) throw error;
        if (client.state.type === 'connected' || client.state.type === 'suspended') continue;
        client = await connect();
        mutex = new Mutex(client, '/lock');
      }
    }
    return client;
  });
  const caches = await Promise.all(
    Array.from({ length: CACHES }, async () => treeCache(await connect(), '/ledger')),
  );

  for (let falls = 0; falls < FALLS; falls += 1) {
    await ensemble.fall(falls % 3);
    await watcher.sync();
    await ensemble.rise(falls % 3);
    await watcher.sync();
  }
  isOver = true;
  await Promise.all(holding);

  const applied = effects.filter((effect) => effect === 'applied').length;
  const unknown = effects.filter((effect) => effect === 'unknown').length;
  const { data, stat } = await watcher.get('/ledger', { linearizable: true });
  expect(applied).toBeGreaterThan(0);
  expect(stat.version).toBe(numberIn(data));
  expect(numberIn(data)).toBeGreaterThanOrEqual(applied);
  expect(numberIn(data)).toBeLessThanOrEqual(applied + unknown);
  expect(tokens).toEqual(tokens.toSorted((a, b) => (a < b ? -1 : 1)));
  // Nobody waits any more, and nothing of those who did is left.
  await hasChildren(watcher, '/lock', 0);
  await Promise.all(
    caches.map(async (cache) => {
      await cache.when((state) => state.get('/ledger')?.stat.mzxid === stat.mzxid);
      await cache.close();
    }),
  );
}, 0);
