import { type Client, isKeeperError, type Znode } from '@menagerie/client';
import { type Cache, childrenCache, nodeCache, treeCache } from '@menagerie/recipes';
import type { Random } from '../../server/test/helpers/random.ts';

/** What is followed. */
const ROOT = '/zoo';
const CAGES = 8;
/** Of each writer, at once. */
const ANIMALS = 8;
/** Written last: whoever has seen it has heard of all before. */
const LAST = 'last';

const cageOf = (nth: number): string => `${ROOT}/cage-${nth % CAGES}`;

/** Makes what is written and followed. */
export async function plant(client: Client): Promise<void> {
  await client.create(ROOT);
  for (let nth = 0; nth < CAGES; nth += 1) await client.create(cageOf(nth), 'empty');
}

/**
 * Changes what is followed, until told to stop. Each animal comes once and goes once, so that who has
 * missed either is never put right by what comes later.
 */
export async function write(client: Client, random: Random, isOver: () => boolean): Promise<void> {
  const animals: string[] = [];
  while (!isOver()) {
    const cage = cageOf(random.below(CAGES));
    const animal = `${cage}/${random.below(2 ** 31)}`;
    animals.push(animal);
    await unlessLost(client.create(animal, 'hungry'));
    await unlessLost(client.set(animal, 'fed'));
    await unlessLost(client.set(cage, animal));
    const oldest = animals.length > ANIMALS ? animals.shift() : undefined;
    if (oldest !== undefined) await unlessLost(client.delete(oldest));
  }
}

/** What is lost with a connection may have happened or not: both are well. */
async function unlessLost(writing: Promise<unknown>): Promise<void> {
  try {
    await writing;
  } catch (error) {
    if (!isKeeperError(error, 'connection-loss', 'no-node', 'node-exists')) throw error;
  }
}

/** The last change of everything that is followed. */
export async function writeLast(client: Client): Promise<void> {
  for (let nth = 0; nth < CAGES; nth += 1) await client.set(cageOf(nth), LAST);
  await client.create(`${ROOT}/${LAST}`, LAST);
}

/** Somebody who follows a part of the tree. */
export interface Follower {
  /** Resolves once it has seen the last change, with what it shows then. */
  end(): Promise<Shown>;
  close(): Promise<void>;
}

/** Znodes by their paths. */
export type Shown = ReadonlyMap<string, string>;

/** A cache of one kind after the other. */
export async function follow(client: Client, nth: number): Promise<Follower> {
  switch (nth % 3) {
    case 0: {
      const path = cageOf(nth);
      const has = (znode: Znode | null): boolean => textOf(znode) === LAST;
      return followerOf(await nodeCache(client, path), has, (znode) => [[path, znode]]);
    }
    case 1:
      return followerOf(
        await childrenCache(client, ROOT),
        (state) => state.has(LAST),
        (state) => [...state].map(([name, znode]) => [`${ROOT}/${name}`, znode]),
      );
    default:
      return followerOf(
        await treeCache(client, ROOT),
        (state) => state.has(`${ROOT}/${LAST}`),
        (state) => [...state],
      );
  }
}

/** What the tree has where a cache of each kind looks, by the server's own word. */
export async function shouldShow(client: Client, nth: number): Promise<Shown> {
  const read = async (path: string): Promise<[string, Znode]> => [
    path,
    await client.get(path, { linearizable: true }),
  ];
  const below = async (path: string): Promise<string[]> =>
    (await client.getChildren(path)).children.map((name) => `${path}/${name}`);
  const children = await below(ROOT);
  const deep = (await Promise.all(children.map(below))).flat();
  const paths = [[cageOf(nth)], children, [ROOT, ...children, ...deep]][nth % 3] ?? [];
  return shownOf(await Promise.all(paths.map(read)));
}

function followerOf<T>(
  cache: Cache<T>,
  has: (state: T) => boolean,
  znodes: (state: T) => readonly (readonly [string, Znode | null])[],
): Follower {
  return {
    end: async () => shownOf(znodes(await cache.when(has))),
    close: () => cache.close(),
  };
}

/** The children of a znode are not the znode: how many there are is no part of what is shown. */
function shownOf(znodes: readonly (readonly [string, Znode | null])[]): Shown {
  return new Map(
    znodes
      .map(([path, znode]): [string, string] => {
        const { czxid, mzxid, version } = znode?.stat ?? {};
        return [path, [textOf(znode), czxid, mzxid, version].join(' ')];
      })
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );
}

const textOf = (znode: Znode | null): string => new TextDecoder().decode(znode?.data ?? undefined);
