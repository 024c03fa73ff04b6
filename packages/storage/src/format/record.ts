import { crc32c } from '../crc32c.ts';
import { putNumber, viewOf } from './numbers.ts';

/**
 * A record of the log:
 *
 * | bytes | |
 * | --- | --- |
 * | 0–3 | CRC-32C of the rest, begun with that of the identity |
 * | 4–7 | length of the payload |
 * | 8–14 | number of the batch |
 * | 15 | kind: 1 is a batch, 2 a mark; never 0, so that zeros are no record |
 * | 16–19 | how far behind this number the disk was when the record was written |
 *
 * The last field is what tells a torn tail from damage. One write is under way at a time, so a
 * record proves that every batch before its own write had reached the disk: what is broken before
 * that was whole once. Records of one write prove nothing of each other: a disk may keep the end
 * of a write and lose its beginning.
 *
 * A mark is a record without a batch, written when a store is closed: all through its number is
 * on the disk.
 */
export const RECORD_BYTES = 20;
export const MAX_BATCH_BYTES: number = 2 ** 30;

export type RecordKind = 'batch' | 'mark';
const KINDS = { batch: 1, mark: 2 } as const;
const KIND_AT = 15;

export interface RecordHeader {
  readonly kind: RecordKind;
  readonly number: number;
  /** Every batch through this one was durable before the record was written. */
  readonly durable: number;
}

/** Writes the header before a payload that stands in `bytes` already, at `at + RECORD_BYTES`. */
export function sealRecord(
  bytes: Uint8Array,
  at: number,
  length: number,
  { kind, number, durable }: RecordHeader,
  seed: number,
): void {
  const view = viewOf(bytes);
  view.setUint32(at + 4, length, true);
  putNumber(view, at + 8, number);
  view.setUint8(at + KIND_AT, KINDS[kind]);
  view.setUint32(at + 16, number - durable, true);
  view.setUint32(at, crc32c(bytes, at + 4, at + RECORD_BYTES + length, seed), true);
}

export const lengthAt = (view: DataView, at: number): number => view.getUint32(at + 4, true);

export function kindAt(view: DataView, at: number): RecordKind | null {
  const kind = view.getUint8(at + KIND_AT);
  if (kind === KINDS.batch) return 'batch';
  return kind === KINDS.mark ? 'mark' : null;
}

/** Without the byte of the kind, which is the highest of the eight. */
export function numberAt(view: DataView, at: number): number {
  return view.getUint32(at + 8, true) + (view.getUint32(at + 12, true) & 0xffffff) * 2 ** 32;
}

export const durableAt = (view: DataView, at: number): number =>
  numberAt(view, at) - view.getUint32(at + 16, true);

export function isSound(bytes: Uint8Array, view: DataView, at: number, seed: number): boolean {
  const end = at + RECORD_BYTES + lengthAt(view, at);
  return view.getUint32(at, true) === crc32c(bytes, at + 4, end, seed);
}

/** What the checksums of a server's records begin with, so that no other server's pass for them. */
export const seedOf = (identity: Uint8Array): number => crc32c(identity);
