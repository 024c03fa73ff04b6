import type { JuteReader, JuteWriter } from '@menagerie/jute';
import * as c from '../store/columns.ts';
import { CRC_START, crcOn } from '../store/crc32.ts';
import type { Rows } from '../store/rows.ts';

/** What a snapshot begins with: `MZNT`. */
export const MAGIC = 0x4d5a_4e54;

export const FORMAT_VERSION = 1;

/** The longest chunk; what memory can hold. */
export const LONGEST_CHUNK: number = 2 ** 31 - 1;

// A chunk: the four bytes of its length, those of its sum, a byte for what it has, and that.
const LENGTH_BYTES = 4;
const SUM_BYTES = 4;

/** The length of the first chunk. */
export const HEADER_BYTES: number = LENGTH_BYTES + SUM_BYTES + 33;

/** What a chunk has. */
export const HEADER = 0;
export const SESSIONS = 1;
export const ZNODES = 2;
export const END = 3;

/** What a snapshot says of the whole. */
export interface Summary {
  readonly lastZxid: bigint;
  readonly digest: bigint;
  readonly znodes: number;
  readonly sessions: number;
}

export function writeSummary(writer: JuteWriter, summary: Summary): void {
  writer.int(MAGIC);
  writer.int(FORMAT_VERSION);
  writer.long(summary.lastZxid);
  writer.long(summary.digest);
  writer.int(summary.znodes);
  writer.int(summary.sessions);
}

/** What is behind the magic number and the version. */
export function readSummary(reader: JuteReader): Summary {
  return {
    lastZxid: reader.long(),
    digest: reader.long(),
    znodes: reader.int(),
    sessions: reader.int(),
  };
}

export function writeStored(writer: JuteWriter, image: Int32Array): void {
  for (const column of c.STAT) writer.int(image[column] ?? 0);
}

export function readStored(reader: JuteReader, rows: Rows, row: number): void {
  for (const column of c.STAT) rows.set(row, column, reader.int());
}

/** A chunk with its sum filled in. */
export function sealed(chunk: Uint8Array): Uint8Array {
  const sum = ~crcOn(CRC_START, chunk.subarray(LENGTH_BYTES + SUM_BYTES));
  new DataView(chunk.buffer, chunk.byteOffset).setInt32(LENGTH_BYTES, sum);
  return chunk;
}

/** Whether the sum of a chunk is right; of the chunk without its length, whose sum was read. */
export function isSealed(chunk: Uint8Array, sum: number): boolean {
  return ~crcOn(CRC_START, chunk.subarray(SUM_BYTES)) === sum;
}
