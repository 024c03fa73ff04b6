import type { Stat } from '@menagerie/jute';
import { longOf } from '../longs.ts';
import * as c from '../store/columns.ts';
import type { Rows } from '../store/rows.ts';
import { lifetimeOf } from './owners.ts';

/** The stat of a znode as clients are shown it. */
export function statOf(rows: Rows, row: number): Stat {
  return {
    czxid: longAt(rows, row, c.CZXID),
    mzxid: longAt(rows, row, c.MZXID),
    ctime: longAt(rows, row, c.CTIME),
    mtime: longAt(rows, row, c.MTIME),
    version: rows.get(row, c.VERSION),
    cversion: cversionOf(rows, row),
    aversion: rows.get(row, c.AVERSION),
    ephemeralOwner: lifetimeOf(rows, row) === 'ephemeral' ? longAt(rows, row, c.OWNER) : 0n,
    dataLength: Math.max(rows.get(row, c.LENGTH), 0),
    numChildren: rows.get(row, c.CHILDREN),
    pzxid: longAt(rows, row, c.PZXID),
  };
}

/** What clients are shown as the changes of the children: creates and deletes. */
export function cversionOf(rows: Rows, row: number): number {
  return (rows.get(row, c.CREATES) * 2 - rows.get(row, c.CHILDREN)) | 0;
}

/** A 64-bit value of a znode. */
export function longAt(rows: Rows, row: number, column: number): bigint {
  return longOf(rows.get(row, column), rows.get(row, column + 1));
}
