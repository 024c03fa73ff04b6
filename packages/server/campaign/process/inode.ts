import type { FileHandle } from 'node:fs/promises';

type Change =
  | { readonly type: 'write'; readonly position: number; readonly bytes: Uint8Array }
  | { readonly type: 'truncate'; readonly size: number };

const SECTOR_BYTES = 512;
/** Zeros that are written ahead are not worth a draw for each sector. */
const MOST_LEAKED_BYTES = 64 * 1024;

/** A file of which only what was synced is on the disk, and the rest in memory. */
export class Inode {
  readonly #file: FileHandle;
  /** Whether a sector that is written reaches the disk without a sync. */
  readonly #leaks: () => boolean;
  /** In their order; those at the front may be on their way to the disk. */
  readonly #unsynced: Change[] = [];
  #size: number;
  /** Changes that are on the disk. */
  #synced = 0;
  #syncing: Promise<void> = Promise.resolve();

  constructor(file: FileHandle, size: number, leaks: () => boolean) {
    this.#file = file;
    this.#size = size;
    this.#leaks = leaks;
  }

  get size(): number {
    return this.#size;
  }

  async read(target: Uint8Array, position: number): Promise<number> {
    // Before it is read: what a sync takes off the list meanwhile may not have been read.
    const unsynced = [...this.#unsynced];
    target.fill(0);
    await this.#file.read(target, 0, target.length, position);
    for (const change of unsynced) {
      if (change.type === 'truncate') target.fill(0, Math.max(0, change.size - position));
      else lay(change.bytes, change.position - position, target);
    }
    return Math.max(0, Math.min(target.length, this.#size - position));
  }

  async write(bytes: Uint8Array, position: number): Promise<void> {
    const kept = bytes.slice();
    this.#unsynced.push({ type: 'write', position, bytes: kept });
    this.#size = Math.max(this.#size, position + bytes.length);
    if (kept.length > MOST_LEAKED_BYTES) return;
    for (let at = 0; at < kept.length; at += SECTOR_BYTES) {
      if (this.#leaks()) await this.#put(kept.subarray(at, at + SECTOR_BYTES), position + at);
    }
  }

  async truncate(size: number): Promise<void> {
    this.#unsynced.push({ type: 'truncate', size });
    this.#size = size;
  }

  /** How many there were. */
  get changes(): number {
    return this.#synced + this.#unsynced.length;
  }

  /** @param through so many changes are on the disk when it resolves; others wait for the next one */
  sync(through: number): Promise<void> {
    this.#syncing = this.#syncing.then(() => this.#flush(through));
    return this.#syncing;
  }

  async #flush(through: number): Promise<void> {
    while (this.#synced < through) {
      const [next] = this.#unsynced;
      if (next === undefined) break;
      if (next.type === 'truncate') await this.#file.truncate(next.size);
      else await this.#put(next.bytes, next.position);
      this.#unsynced.shift();
      this.#synced += 1;
    }
  }

  async #put(bytes: Uint8Array, position: number): Promise<void> {
    await this.#file.write(bytes, 0, bytes.length, position);
  }
}

/** Lays bytes over a target, so far as they meet. */
function lay(bytes: Uint8Array, at: number, target: Uint8Array): void {
  const from = Math.max(0, -at);
  const to = Math.min(bytes.length, target.length - at);
  if (from < to) target.set(bytes.subarray(from, to), at + from);
}
