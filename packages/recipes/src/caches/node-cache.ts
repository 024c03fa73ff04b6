import type { Znode } from '@menagerie/client';
import { unlessMissing } from '../reading.ts';
import { Cache, type WatchingKeeper } from './cache.ts';

/**
 * A znode as it is, `null` while it is not there.
 *
 * **Guarantee.** The state ends equal to the znode, and never goes back to an older one; what lies in
 * between may be skipped. It is as old as what the server has: a moment behind at least.
 *
 * **Failure.** Through a lost connection it stays as it was; behind it the znode is read again.
 *
 * **Source.** Curator's `NodeCache` and kazoo's `DataWatch`, which tell events.
 */
export async function nodeCache(
  keeper: WatchingKeeper,
  path: string,
): Promise<Cache<Znode | null>> {
  const watch = await keeper.watch(path);
  const read = (): Promise<Znode | null> => unlessMissing(keeper.get(path));
  // Behind the watch: what changes from here on is told.
  const first = await orClose(watch, read());
  return new Cache({
    path,
    watch,
    first,
    after: async (event, state) => {
      if (event.type === 'children-changed') return state;
      const znode = await read();
      return znode?.stat.mzxid === state?.stat.mzxid ? state : znode;
    },
  });
}

/** Gives what the promise gives; where it rejects, nothing is watched any more. */
export async function orClose<T>(
  watch: { readonly close: () => Promise<void> },
  promise: Promise<T>,
): Promise<T> {
  try {
    return await promise;
  } catch (error) {
    await watch.close();
    throw error;
  }
}
