import * as c from '../store/columns.ts';
import type { Rows } from '../store/rows.ts';

/** What ends a znode besides a delete. */
export type Lifetime = 'persistent' | 'ephemeral' | 'container' | 'ttl';

/** The high half of the mark of a container; the low one is 0. */
export const CONTAINER_HIGH: number = 0x8000_0000 | 0;

const TTL_HIGH = 0xff00_0000 | 0;
const TTL_BITS_HIGH = 0xff;

/** The longest TTL, in milliseconds: 40 bits. */
export const LONGEST_TTL_MS: bigint = 2n ** 40n - 1n;

/** The high half of the mark of a TTL. */
export function ttlHigh(ttlMs: number): number {
  return TTL_HIGH | Math.floor(ttlMs / 0x1_0000_0000);
}

/** What the owner that a znode has on record says of its lifetime. */
export function lifetimeOf(rows: Rows, row: number): Lifetime {
  const high = rows.get(row, c.OWNER);
  if (high === 0 && rows.get(row, c.OWNER + 1) === 0) return 'persistent';
  if (high === CONTAINER_HIGH && rows.get(row, c.OWNER + 1) === 0) return 'container';
  return high >>> 24 === TTL_BITS_HIGH ? 'ttl' : 'ephemeral';
}

/** The TTL of a znode that has one, in milliseconds. */
export function ttlMsOf(rows: Rows, row: number): number {
  return (rows.get(row, c.OWNER) & 0xff) * 0x1_0000_0000 + (rows.get(row, c.OWNER + 1) >>> 0);
}
