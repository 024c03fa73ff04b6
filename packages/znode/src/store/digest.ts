import { longOf } from '../longs.ts';
import * as c from './columns.ts';
import { CRC_START, crcOn, crcOnInt, crcOnName } from './crc32.ts';
import type { Rows } from './rows.ts';

/** The CRC behind the path of a child; the root's path counts as empty. */
export function pathCrc(parent: number, name: string): number {
  return crcOnName(parent, name);
}

/** The CRC behind the path of the root. */
export const rootCrc: number = CRC_START;

/** The CRC behind the data of a znode. */
export function dataCrc(path: number, data: Uint8Array | null): number {
  return data === null ? path : crcOn(path, data);
}

/**
 * The digest of a tree, ZooKeeper's version 2: the sum of a CRC-32 of each znode outside of
 * /zookeeper/, modulo 2^64. Znodes go out of it before they change and back in behind; what comes
 * first in a CRC, path and data, is remembered, so that a change of the stat costs its 60 bytes.
 */
export class Digest {
  high = 0;
  low = 0;

  /** Takes a znode out. */
  remove(rows: Rows, row: number): void {
    const crc = rows.get(row, c.DIGEST) >>> 0;
    const low = this.low - crc;
    this.low = low >>> 0;
    if (low < 0) this.high = (this.high - 1) | 0;
  }

  /** Puts a znode in, as it is now. */
  add(rows: Rows, row: number): void {
    const crc = (rows.get(row, c.FLAGS) & c.SYSTEM) === 0 ? crcOf(rows, row) : 0;
    rows.set(row, c.DIGEST, crc);
    const low = this.low + crc;
    this.low = low >>> 0;
    if (low > 0xffff_ffff) this.high = (this.high + 1) | 0;
  }

  get value(): bigint {
    return longOf(this.high, this.low);
  }
}

function crcOf(rows: Rows, row: number): number {
  let crc = rows.get(row, c.DATA_CRC);
  for (const column of c.STAT) crc = crcOnInt(crc, rows.get(row, column));
  return ~crc >>> 0;
}
