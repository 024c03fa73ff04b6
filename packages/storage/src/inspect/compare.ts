import type { Files } from '../files.ts';
import { areEqual } from '../format/numbers.ts';
import { readSnapshot } from '../snapshot/read.ts';
import { knownIdentity, type LogRecord, readLog } from './read-log.ts';

/** Where a record stands. */
export interface RecordPlace {
  readonly file: string;
  readonly offset: number;
}

/** What two logs have in common. */
export interface LogComparison {
  /** The batches that both have and that were looked at; `null` if there is none. */
  readonly compared: { readonly from: number; readonly through: number } | null;
  /** The first of them whose bytes are not the same; comparing ends there. */
  readonly difference: {
    readonly number: number;
    readonly left: RecordPlace;
    readonly right: RecordPlace;
  } | null;
  /** The first and the last batch of each, as far as it was read. */
  readonly left: { readonly first: number; readonly last: number } | null;
  readonly right: { readonly first: number; readonly last: number } | null;
}

/**
 * Compares the batches of two logs by their numbers. Marks, segments and identities may differ.
 *
 * @throws StorageError at the first damage in either.
 */
export async function compareLogs(left: Files, right: Files): Promise<LogComparison> {
  const a = new Batches(left);
  const b = new Batches(right);
  await a.advance();
  await b.advance();
  let from = 0;
  let through = 0;
  let difference: LogComparison['difference'] = null;
  while (a.record !== null && b.record !== null && difference === null) {
    if (a.record.number < b.record.number) await a.advance();
    else if (a.record.number > b.record.number) await b.advance();
    else {
      const { number, bytes } = a.record;
      if (from === 0) from = number;
      through = number;
      if (!areEqual(bytes, b.record.bytes)) {
        difference = { number, left: placeOf(a.record), right: placeOf(b.record) };
      }
      await a.advance();
      await b.advance();
    }
  }
  // The rest of the longer one, for its last number.
  while (difference === null && (await a.advance())) continue;
  while (difference === null && (await b.advance())) continue;
  await a.stop();
  await b.stop();
  const compared = from === 0 ? null : { from, through };
  return { compared, difference, left: a.range, right: b.range };
}

const placeOf = ({ file, offset }: LogRecord): RecordPlace => ({ file, offset });

/** The batches of a log, one at a time. */
class Batches {
  record: LogRecord | null = null;
  range: { first: number; last: number } | null = null;
  readonly #records: AsyncGenerator<LogRecord, void, void>;

  constructor(files: Files) {
    this.#records = readLog(files);
  }

  async advance(): Promise<boolean> {
    do {
      const { value } = await this.#records.next();
      this.record = value ?? null;
    } while (this.record?.kind === 'mark');
    if (this.record === null) return false;
    const { number } = this.record;
    this.range = { first: this.range?.first ?? number, last: number };
    return true;
  }

  async stop(): Promise<void> {
    await this.#records.return();
  }
}

/** Whether two snapshots hold the same bytes, and where they first do not. */
export type SnapshotComparison =
  | { readonly type: 'same'; readonly bytes: number }
  /** In bytes from the start of what was given to `writeSnapshot`. */
  | { readonly type: 'different'; readonly at: number };

/** A snapshot of a directory, by its number. */
export interface SnapshotPlace {
  readonly files: Files;
  readonly through: number;
}

/** @throws StorageError where either is not whole. */
export async function compareSnapshots(
  left: SnapshotPlace,
  right: SnapshotPlace,
): Promise<SnapshotComparison> {
  const a = readSnapshot(left.files, left.through, await knownIdentity(left.files));
  const b = readSnapshot(right.files, right.through, await knownIdentity(right.files));
  try {
    // All slices but the last are of the same size, so those of equal snapshots fall together.
    for (let at = 0; ; ) {
      const one = (await a.next()).value ?? new Uint8Array(0);
      const other = (await b.next()).value ?? new Uint8Array(0);
      const common = Math.min(one.length, other.length);
      for (let i = 0; i < common; i += 1) {
        if (one[i] !== other[i]) return { type: 'different', at: at + i };
      }
      at += common;
      if (one.length !== other.length) return { type: 'different', at };
      if (common === 0) return { type: 'same', bytes: at };
    }
  } finally {
    await a.return();
    await b.return();
  }
}
