import { childOf, type Znode } from '@menagerie/client';
import { namesBelow, unlessMissing } from '../reading.ts';
import { Cache, type WatchingKeeper } from './cache.ts';
import { orClose } from './node-cache.ts';

/** Znodes by their paths, a znode before what is below it. */
export type TreeState = ReadonlyMap<string, Znode>;

/**
 * A znode and everything below it; nothing while it is not there.
 *
 * **Guarantee.** The state ends equal to the subtree. Each znode never goes back; that all are of one
 * moment is not promised.
 *
 * **Failure.** Through a lost connection it stays as it was; behind it all is read again, which for a
 * large tree is many requests.
 *
 * **Source.** Curator's `TreeCache` and `CuratorCache` and kazoo's `TreeCache`, which tell events.
 */
export async function treeCache(keeper: WatchingKeeper, path: string): Promise<Cache<TreeState>> {
  const watch = await keeper.watch(path, { recursive: true });
  const readAll = async (): Promise<TreeState> => new Map(await readBelow(keeper, path));
  const first = await orClose(watch, readAll());
  return new Cache({
    path,
    watch,
    first,
    after: async (event, state) => {
      if (event.type === 'gap') return readAll();
      const changed = new Map(state);
      const znode = await unlessMissing(keeper.get(event.path));
      if (znode === null) changed.delete(event.path);
      else changed.set(event.path, znode);
      return changed;
    },
  });
}

async function readBelow(keeper: WatchingKeeper, path: string): Promise<[string, Znode][]> {
  const [znode, names] = await Promise.all([
    unlessMissing(keeper.get(path)),
    namesBelow(keeper, path),
  ]);
  if (znode === null) return [];
  const below = await Promise.all(names.map((name) => readBelow(keeper, childOf(path, name))));
  return [[path, znode], ...below.flat()];
}
