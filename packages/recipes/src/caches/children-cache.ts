import { childOf, nameOf, parentOf, type Znode } from '@menagerie/client';
import { namesBelow, unlessMissing } from '../reading.ts';
import { Cache, type WatchingKeeper } from './cache.ts';
import { orClose } from './node-cache.ts';

/** Children by their names. */
export type ChildrenState = ReadonlyMap<string, Znode>;

/**
 * The children of a znode with their data; none while it is not there.
 *
 * **Guarantee.** The state ends equal to the children. Each child never goes back; that all are of one
 * moment is not promised.
 *
 * **Failure.** Through a lost connection it stays as it was; behind it all is read again.
 *
 * **Source.** Curator's `PathChildrenCache` and kazoo's `ChildrenWatch`, which tell events.
 */
export async function childrenCache(
  keeper: WatchingKeeper,
  path: string,
): Promise<Cache<ChildrenState>> {
  // One watch for the znode and all its children, instead of one for each that is set again and again.
  const watch = await keeper.watch(path, { recursive: true });
  const readAll = async (): Promise<ChildrenState> => {
    const names = await namesBelow(keeper, path);
    const read = names.map((name) => unlessMissing(keeper.get(childOf(path, name))));
    const znodes = await Promise.all(read);
    return new Map(
      names.flatMap((name, at): [string, Znode][] => {
        const znode = znodes[at] ?? null;
        return znode === null ? [] : [[name, znode]];
      }),
    );
  };
  const first = await orClose(watch, readAll());
  return new Cache({
    path,
    watch,
    first,
    after: async (event, state) => {
      if (event.type === 'gap') return readAll();
      if (parentOf(event.path) !== path) return state;
      const name = nameOf(event.path);
      const changed = new Map(state);
      const znode = await unlessMissing(keeper.get(event.path));
      if (znode === null) changed.delete(name);
      else changed.set(name, znode);
      return changed;
    },
  });
}
