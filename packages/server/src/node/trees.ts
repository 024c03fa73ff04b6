import type { LedgerRestorer, Restored, TreeShelf } from '@menagerie/server';
import { type Files, type OpenFile, StorageError } from '@menagerie/storage';
import { ZnodeError } from '@menagerie/znode';

/** What is written at once, and what is read at once. */
const WRITE_CHUNKS = 4;
const READ_BYTES = 1 << 20;
/** A burst of writes that is synced all at once holds up the syncs of the log. */
const SYNC_EVERY_BYTES = 8 << 20;
const PART = '.part';

/** Who hears of trees. */
export interface TreesListener {
  progress(what: 'tree', doneBytes: number, totalBytes: number): void;
  /** Why a tree could not be kept. */
  note(text: string): void;
}

/** Trees as files beside the log, of which the newest counts. */
export class Trees implements TreeShelf {
  readonly #files: Files;
  readonly #listener: TreesListener;
  #newest = 0;
  #isClosed = false;
  #work: Promise<void> = Promise.resolve();

  constructor(files: Files, listener: TreesListener) {
    this.#files = files;
    this.#listener = listener;
  }

  keep(
    index: number,
    chunks: () => IterableIterator<Uint8Array>,
    done: (isKept: boolean) => void,
  ): void {
    this.#work = this.#work
      .then(() => this.#write(index, chunks()))
      .then(
        (isWritten) => {
          if (isWritten) this.#newest = index;
          done(isWritten);
        },
        (error: unknown) => {
          this.#listener.note(
            `${this.#files.directory}: the tree could not be kept: ${String(error)}`,
          );
          done(false);
        },
      );
  }

  /**
   * Reads the newest tree. Changes nothing.
   *
   * @returns `null` where there is none
   * @throws StorageError `corrupt` for one that is damaged, and what the files say
   */
  async restore(restorer: LedgerRestorer): Promise<Restored | null> {
    const newest = indexesIn(await this.#files.list()).at(-1);
    if (newest === undefined) return null;
    const file = await this.#files.open(nameOf(newest), 'read');
    try {
      await this.#readAll(file, restorer);
      this.#newest = newest;
      return restorer.finish();
    } catch (error) {
      if (!(error instanceof ZnodeError)) throw error;
      throw damaged(`${this.#files.directory}/${nameOf(newest)}`, error);
    } finally {
      await file.close();
    }
  }

  /** Removes what was being written when the process stopped. */
  async clean(): Promise<void> {
    for (const name of await this.#files.list()) {
      if (isPart(name)) await this.#files.remove(name);
    }
  }

  /** Removes those that nothing needs. */
  async purge(): Promise<void> {
    for (const index of indexesIn(await this.#files.list())) {
      if (index < this.#newest) await this.#files.remove(nameOf(index));
    }
  }

  /** Gives up what is being written. */
  async close(): Promise<void> {
    this.#isClosed = true;
    await this.#work;
  }

  async #write(index: number, chunks: IterableIterator<Uint8Array>): Promise<boolean> {
    const name = nameOf(index);
    const file = await this.#files.open(name + PART, 'create');
    let isWhole = false;
    try {
      isWhole = await this.#writeAll(file, chunks);
      if (isWhole) await file.sync();
    } finally {
      // Else the tree would go on keeping copies for it.
      chunks.return?.();
      await file.close();
      if (!isWhole) await this.#files.remove(name + PART).catch(() => {});
    }
    if (!isWhole) return false;
    await this.#files.rename(name + PART, name);
    await this.#files.syncDirectory();
    return true;
  }

  async #readAll(file: OpenFile, restorer: LedgerRestorer): Promise<void> {
    const size = await file.size();
    for (let at = 0; at < size; ) {
      // The restorer keeps what it was given.
      const bytes = new Uint8Array(Math.min(READ_BYTES, size - at));
      const length = await file.read(bytes, at);
      restorer.push(bytes.subarray(0, length));
      at += length;
      this.#listener.progress('tree', at, size);
    }
  }

  /** @returns whether all of it was written */
  async #writeAll(file: OpenFile, chunks: IterableIterator<Uint8Array>): Promise<boolean> {
    let end = 0;
    let synced = 0;
    for (;;) {
      if (this.#isClosed) return false;
      const some = take(chunks, WRITE_CHUNKS);
      if (some.length === 0) return true;
      const bytes = Buffer.concat(some);
      await file.write(bytes, end);
      end += bytes.length;
      if (end - synced < SYNC_EVERY_BYTES) continue;
      await file.sync();
      synced = end;
    }
  }
}

function take(chunks: Iterator<Uint8Array>, most: number): Uint8Array[] {
  const found: Uint8Array[] = [];
  while (found.length < most) {
    const chunk = chunks.next();
    if (chunk.done === true) break;
    found.push(chunk.value);
  }
  return found;
}

function damaged(file: string, cause: ZnodeError): StorageError {
  const remedy =
    'Restore the file from a copy; or, if other servers have the data, empty the directory.';
  return new StorageError(
    'corrupt',
    { file, offset: null, expected: 'a whole tree', found: cause.message, remedy },
    { cause },
  );
}

function nameOf(index: number): string {
  return `tree-${String(index).padStart(16, '0')}`;
}

/** Whether a file is a tree. */
export function isTree(name: string): boolean {
  return /^tree-\d{16}$/.test(name);
}

function isPart(name: string): boolean {
  return name.startsWith('tree-') && name.endsWith(PART);
}

/** Ascending. */
function indexesIn(names: readonly string[]): number[] {
  return names
    .flatMap((name) => /^tree-(\d{16})$/.exec(name)?.slice(1, 2) ?? [])
    .map(Number)
    .sort((one, other) => one - other);
}
