import { StorageError } from './errors.ts';
import { type Files, FilesError, type Lock } from './files.ts';
import { MAX_BATCH_BYTES } from './format/record.ts';
import type { LogWriter } from './log/writer.ts';
import { checkWhole, type StoreLimits } from './options.ts';
import { purge } from './snapshot/purge.ts';
import { type Chunks, writeSnapshot } from './snapshot/write.ts';
import { isNoSpace, storageError } from './trouble.ts';
import type { SnapshotInfo, SnapshotOutcome, StoreState } from './types.ts';

/** Other processes fill a disk too, so its free space is asked for again after so much. */
const ASK_SPACE_EVERY_BYTES = 4 << 20;

/** What `openStore` hands to a store. */
export interface StoreParts {
  readonly files: Files;
  readonly lock: Lock;
  readonly identity: Uint8Array;
  readonly limits: StoreLimits;
  readonly purge: boolean;
  readonly snapshot: SnapshotInfo | null;
  readonly onState: (state: StoreState) => void;
}

/**
 * Batches, numbered from 1 without a gap, and snapshots of all through one of them. Made by
 * `openStore`. A batch is opaque, and is kept as a whole or not at all.
 */
export class Store {
  readonly #parts: StoreParts;
  readonly #log: LogWriter;
  #state: StoreState = { type: 'open' };
  #snapshot: SnapshotInfo | null;
  #writing: Promise<SnapshotOutcome> | null = null;
  #unasked = 0;
  #closing: Promise<void> | null = null;

  /** @internal Use `openStore`. */
  constructor(parts: StoreParts, log: LogWriter) {
    this.#parts = parts;
    this.#snapshot = parts.snapshot;
    this.#log = log;
  }

  get state(): StoreState {
    return this.#state;
  }

  /** Of this disk: made once, and another one if the disk was replaced. */
  get identity(): Uint8Array {
    return this.#parts.identity.slice();
  }

  /** The number of the last batch, durable or not; 0 before the first. */
  get last(): number {
    return this.#log.last;
  }

  /** All batches through this number survive a loss of power. */
  get durable(): number {
    return this.#log.durable;
  }

  /** Bytes that were appended and are not durable yet: what to hold back a sender by. */
  get waitingBytes(): number {
    return this.#log.waitingBytes;
  }

  /** The newest whole snapshot. */
  get snapshot(): SnapshotInfo | null {
    return this.#snapshot;
  }

  /**
   * Numbers a batch and queues it. It is copied: the bytes may be used again at once. `onDurable`
   * says when it is on the disk.
   *
   * @returns its number, or `null` if the store takes no batches (`state` says why).
   * @throws StorageError `invalid-option` if it is larger than 1 GiB.
   */
  append(batch: Uint8Array): number | null {
    if (this.#state.type !== 'open') return null;
    if (batch.length > MAX_BATCH_BYTES) checkWhole('a batch', batch.length, 0, MAX_BATCH_BYTES);
    return this.#log.append(batch);
  }

  /**
   * Resolves with `durable`, once all that was appended before is durable, or once it is certain
   * not to be without a `retry`, or ever.
   */
  async flush(): Promise<number> {
    await this.#log.settled(this.#log.last);
    return this.#log.durable;
  }

  /**
   * Writes a snapshot that stands for all batches through a number, while batches go on being
   * appended. What purging it allows is removed.
   *
   * @param through not less than that of the newest snapshot, at most `last`.
   * @param chunks taken one after the other, no faster than the disk writes. If it throws, so does
   * this, and nothing is left of the snapshot.
   * @throws StorageError `invalid-option`, also while another snapshot is being written; `closed`;
   * `io`; the log goes on.
   */
  async writeSnapshot(through: number, chunks: Chunks): Promise<SnapshotOutcome> {
    checkWhole('through', through, Math.max(1, this.#snapshot?.through ?? 0), this.last);
    if (this.#state.type === 'failed' || this.#state.type === 'closed') throw this.#closed();
    if (this.#writing !== null) throw busy();
    this.#writing = this.#makeSnapshot(through, chunks);
    try {
      return await this.#writing;
    } finally {
      this.#writing = null;
    }
  }

  /**
   * Asks whether a read-only store has room again; if so, it goes on, with all that was waiting.
   * To be called now and then, say every few seconds.
   */
  async retry(): Promise<StoreState> {
    if (this.#state.type !== 'read-only') return this.#state;
    const freeBytes = await this.#askSpace();
    if (this.#state.type !== 'read-only' || freeBytes < this.#parts.limits.reserveBytes) {
      return this.#state;
    }
    this.#enter({ type: 'open' });
    this.#log.resume();
    await this.flush();
    return this.#state;
  }

  /**
   * Waits for what was appended, gives up a snapshot under way, and lets go of the directory. A
   * second call waits for the first.
   */
  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  /** @internal For the log: so much went to the disk. */
  wrote(bytes: number): void {
    this.#unasked += bytes;
    if (this.#unasked < ASK_SPACE_EVERY_BYTES || this.#state.type !== 'open') return;
    this.#unasked = 0;
    void this.checkSpace();
  }

  /** @internal For the log: it could not write. */
  failed(error: unknown): void {
    if (isNoSpace(error)) this.#enterReadOnly(0);
    else this.#enterFailed(error);
  }

  /** @internal Turns read-only if less than the reserve is left. */
  async checkSpace(): Promise<void> {
    const freeBytes = await this.#askSpace();
    if (this.#state.type === 'open' && freeBytes < this.#parts.limits.reserveBytes) {
      this.#enterReadOnly(freeBytes);
    }
  }

  /** Where the question itself fails, the next write will say what is wrong. */
  async #askSpace(): Promise<number> {
    return this.#parts.files.free().catch(() => Infinity);
  }

  async #makeSnapshot(through: number, chunks: Chunks): Promise<SnapshotOutcome> {
    const { files, identity, limits } = this.#parts;
    const mayGoOn = (): boolean => {
      const { type } = this.#state;
      return type === 'open' || type === 'read-only';
    };
    try {
      // Else a crash could leave a snapshot of batches that the log has never had.
      await this.#log.settled(through);
      if (this.#log.durable < through) return { type: 'abandoned' };
      await this.#log.roll();
      const job = { through, identity, chunks, mayGoOn };
      const bytes = await writeSnapshot(files, job);
      if (bytes === null) return { type: 'abandoned' };
      this.#snapshot = { through, bytes };
      if (this.#parts.purge) await purge(files, limits.keepSnapshots);
      await this.checkSpace();
      return { type: 'written', snapshot: this.#snapshot };
    } catch (error) {
      return this.#snapshotTrouble(error);
    }
  }

  /** What the application's own iterable throws is the application's. */
  #snapshotTrouble(error: unknown): SnapshotOutcome {
    if (!isNoSpace(error)) throw this.#named(error);
    void this.checkSpace();
    return { type: 'no-space' };
  }

  #named(error: unknown): unknown {
    return error instanceof FilesError ? storageError(error, this.#parts.files.directory) : error;
  }

  async #close(): Promise<void> {
    this.#enter({ type: 'closed' });
    await this.#writing?.catch(() => {});
    try {
      await this.#log.close();
    } catch (error) {
      throw this.#named(error);
    } finally {
      await this.#parts.lock.release();
    }
  }

  #enterReadOnly(freeBytes: number): void {
    const { reserveBytes } = this.#parts.limits;
    if (this.#state.type === 'open') this.#enter({ type: 'read-only', freeBytes, reserveBytes });
  }

  #enterFailed(error: unknown): void {
    if (this.#state.type === 'failed' || this.#state.type === 'closed') return;
    this.#enter({ type: 'failed', error: storageError(error, this.#parts.files.directory) });
    this.#log.halt();
  }

  #enter(state: StoreState): void {
    this.#state = state;
    this.#parts.onState(state);
  }

  #closed(): StorageError {
    return new StorageError('closed', {
      file: this.#parts.files.directory,
      offset: null,
      expected: 'an open store',
      found: `one that is ${this.#state.type}`,
      remedy: 'Open the directory again.',
    });
  }
}

function busy(): StorageError {
  return new StorageError('invalid-option', {
    file: null,
    offset: null,
    expected: 'no snapshot under way',
    found: 'one that is not finished',
    remedy: 'Wait for it: they are written one after the other.',
  });
}
