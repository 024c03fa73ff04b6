import { StorageError } from './errors.ts';
import type { Files } from './files.ts';
import type { SnapshotInfo, StoreState } from './types.ts';

/** How to open a store. Handlers are called in order, never two at once. */
export interface StoreOptions {
  readonly files: Files;
  /**
   * Sixteen random bytes for a directory that is new; one that is not keeps its own. They tell a
   * disk from one that replaced it, and stand in every file.
   */
  readonly identity: Uint8Array;
  /**
   * Called while opening, at most once and before any batch: the newest whole snapshot. Chunks are
   * not cut as they were written, and each is valid until the next. By default it is ignored.
   */
  readonly onSnapshot?: (
    info: SnapshotInfo,
    chunks: AsyncIterable<Uint8Array>,
  ) => void | Promise<void>;
  /**
   * Called while opening, for each batch after the snapshot. The bytes are valid until it returns,
   * or until what it returns resolves. None of it counts until `openStore` has resolved.
   */
  readonly onBatch?: (number: number, bytes: Uint8Array) => void | Promise<void>;
  /** Called while opening, about once for each MiB that was read. */
  readonly onProgress?: (doneBytes: number, totalBytes: number) => void;
  /** All batches through this number survive a loss of power. Numbers ascend. */
  readonly onDurable?: (number: number) => void;
  /** The state is another one. */
  readonly onState?: (state: StoreState) => void;
  /** A segment that has reached this size is the last one no more. Default 64 MiB. */
  readonly segmentBytes?: number;
  /** Space taken in advance, a piece at a time; 0 takes none. Default 1 MiB. */
  readonly preallocateBytes?: number;
  /** The store turns read-only when less space than this is left. Default 64 MiB. */
  readonly reserveBytes?: number;
  /** How many snapshots are kept, with all segments after the oldest of them. Default 3. */
  readonly keepSnapshots?: number;
  /** Whether older ones are removed after each snapshot. Default true. */
  readonly purge?: boolean;
}

/** The numbers among the options, with their defaults. */
export interface StoreLimits {
  readonly segmentBytes: number;
  readonly preallocateBytes: number;
  readonly reserveBytes: number;
  readonly keepSnapshots: number;
}

const MIB = 1 << 20;

/** @throws StorageError `invalid-option`. */
export function limitsOf(options: StoreOptions): StoreLimits {
  const { segmentBytes = 64 * MIB, preallocateBytes = MIB, reserveBytes = 64 * MIB } = options;
  const { keepSnapshots = 3 } = options;
  checkWhole('segmentBytes', segmentBytes, 1, 2 ** 40);
  checkWhole('preallocateBytes', preallocateBytes, 0, 2 ** 30);
  checkWhole('reserveBytes', reserveBytes, 0, Number.MAX_SAFE_INTEGER);
  checkWhole('keepSnapshots', keepSnapshots, 1, 2 ** 20);
  return { segmentBytes, preallocateBytes, reserveBytes, keepSnapshots };
}

/** @throws StorageError `invalid-option` unless it is whole and within the bounds, both included. */
export function checkWhole(what: string, value: number, min: number, max: number): void {
  if (Number.isSafeInteger(value) && value >= min && value <= max) return;
  throw new StorageError('invalid-option', {
    file: null,
    offset: null,
    expected: `${what} to be a whole number from ${min} to ${max}`,
    found: String(value),
    remedy: 'Pass one within these bounds.',
  });
}
