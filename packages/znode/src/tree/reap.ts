import * as c from '../store/columns.ts';
import type { Rows } from '../store/rows.ts';
import { lifetimeOf, ttlMsOf } from './owners.ts';

/** A znode that is to be deleted by a `reap` command: the leader's to send. */
export interface Reapable {
  readonly path: string;
  readonly czxid: bigint;
}

/**
 * Whether a znode is to go: an empty container that was used, or, where never-used ones go after a
 * while, was not for longer than that; a TTL znode without children that nobody wrote for longer
 * than its TTL. Times in milliseconds; null where never-used containers stay.
 */
export function isReapable(
  rows: Rows,
  row: number,
  now: number,
  neverUsedMs: number | null,
): boolean {
  if (rows.get(row, c.CHILDREN) > 0) return false;
  const idle = now - rows.number(row, c.MTIME);
  switch (lifetimeOf(rows, row)) {
    case 'persistent':
    case 'ephemeral':
      return false;
    case 'container':
      return rows.get(row, c.CREATES) > 0 || (neverUsedMs !== null && idle >= neverUsedMs);
    case 'ttl':
      return idle > ttlMsOf(rows, row);
  }
}
