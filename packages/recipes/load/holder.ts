import { type Client, isKeeperError, KeeperError, MultiError } from '@menagerie/client';
import { type Grant, isRecipeError, Mutex } from '@menagerie/recipes';

/** What came of one effect under the lock. */
type Effect = 'applied' | 'unknown' | 'lost';

/** What many who hold one lock have done. */
export class Deeds {
  applied = 0;
  unknown = 0;
  lost = 0;
  /** Sessions that ended under a holder, which went on with another. */
  sessions = 0;
  /** Of effects that were applied, in their order. */
  readonly tokens: bigint[] = [];
  isOver = false;

  note(effect: Effect, token: bigint): void {
    this[effect] += 1;
    if (effect === 'applied') this.tokens.push(token);
  }
}

/** A number as a znode has it. */
export const numberIn = (data: Uint8Array | null): number =>
  Number(new TextDecoder().decode(data ?? undefined));

/**
 * Counts `/ledger` up under `/lock` until all is over, and gives the client that it had in the end.
 *
 * @param connect opens a client; another where the session of the last is over
 */
export async function holdAgain(connect: () => Promise<Client>, deeds: Deeds): Promise<Client> {
  let client = await connect();
  let mutex = new Mutex(client, '/lock');
  while (!deeds.isOver) {
    try {
      const grant = await mutex.acquire();
      deeds.note(await count(client, grant), grant.token);
      await grant.release();
    } catch (error) {
      const isGone = isKeeperError(error, 'session-expired', 'connection-loss');
      if (!isGone && !isRecipeError(error, 'session-over', 'claim-gone')) throw error;
      if (client.state.type !== 'expired') continue;
      deeds.sessions += 1;
      client = await connect();
      mutex = new Mutex(client, '/lock');
    }
  }
  return client;
}

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
