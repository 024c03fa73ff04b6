import { MythsError } from '../errors.ts';
import { hash } from './hash.ts';

/** Which servers keep a key. */
export interface Placement {
  /** The servers that keep a key, in the order in which they are asked. */
  ownersOf(key: string): readonly string[];
}

/**
 * The server whose place in the list is the hash modulo their number.
 *
 * @throws MythsError `no-servers`
 */
export function modulo(servers: readonly string[]): Placement {
  needServers(servers);
  const count = BigInt(servers.length);
  return { ownersOf: (key) => servers.slice(Number(hash(key) % count)).slice(0, 1) };
}

/** How many points on a ring, and how many copies. */
export interface RingOptions {
  /** Points of each server on the ring. @default 100 */
  readonly virtualNodes?: number;
  /** Different servers that keep each key. @default 1 */
  readonly copies?: number;
}

/**
 * A ring of hashes: a key is kept by the first servers clockwise from its own hash. Karger et al.,
 * Consistent Hashing and Random Trees (1997) §4; clockwise, with virtual nodes and copies as in
 * DeCandia et al., Dynamo (2007) §4.2 and §4.3. Each look-up takes the logarithm of the points.
 *
 * @throws MythsError `no-servers`
 */
export function hashRing(servers: readonly string[], options: RingOptions = {}): Placement {
  needServers(servers);
  const { virtualNodes = 100, copies = 1 } = options;
  const points = servers
    .flatMap((server) =>
      Array.from({ length: virtualNodes }, (_, i) => ({ server, at: hash(`${server}#${i}`) })),
    )
    .toSorted((a, b) => (a.at < b.at ? -1 : 1));
  return {
    ownersOf: (key) => {
      const start = firstFrom(points, hash(key));
      const around = [...points.slice(start), ...points.slice(0, start)];
      return [...new Set(around.map(({ server }) => server))].slice(0, copies);
    },
  };
}

/**
 * Every server keeps everything, as in ZooKeeper.
 *
 * @throws MythsError `no-servers`
 */
export function everywhere(servers: readonly string[]): Placement {
  needServers(servers);
  return { ownersOf: () => servers };
}

/** What a change of servers costs. */
export interface Relocation {
  /** Keys that some server had to give up. */
  readonly moved: number;
  /** Keys that a server got which did not have them, counted for each such server. */
  readonly copied: number;
  /** Of the copied, those that servers got which were there before. */
  readonly copiedToOld: number;
}

/** Compares where keys were and where they are. */
export function relocation(
  keys: readonly string[],
  before: Placement,
  after: Placement,
): Relocation {
  const olds = new Set(keys.flatMap((key) => before.ownersOf(key)));
  let moved = 0;
  let copied = 0;
  let copiedToOld = 0;
  for (const key of keys) {
    const had = before.ownersOf(key);
    const has = after.ownersOf(key);
    const got = has.filter((server) => !had.includes(server));
    moved += had.some((server) => !has.includes(server)) ? 1 : 0;
    copied += got.length;
    copiedToOld += got.filter((server) => olds.has(server)).length;
  }
  return { moved, copied, copiedToOld };
}

/** How many of the keys each server keeps, in the order of the servers. */
export function loads(
  keys: readonly string[],
  servers: readonly string[],
  placement: Placement,
): readonly number[] {
  return servers.map(
    (server) => keys.filter((key) => placement.ownersOf(key).includes(server)).length,
  );
}

/** Index of the first point at or after a place; 0 behind the last. */
function firstFrom(points: readonly { readonly at: bigint }[], place: bigint): number {
  let low = 0;
  let high = points.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const at = points[middle]?.at ?? 0n;
    if (at < place) low = middle + 1;
    else high = middle;
  }
  return low === points.length ? 0 : low;
}

function needServers(servers: readonly string[]): void {
  if (servers.length > 0) return;
  throw new MythsError('no-servers', 'There are no servers', 'Name at least one to place keys on.');
}
