import { type Files, FilesError, type Lock } from './files.ts';
import { LOCK, parseName } from './format/names.ts';
import { seedOf } from './format/record.ts';
import { createIdentity, readIdentity } from './identity.ts';
import { Segment } from './log/segment.ts';
import { LogWriter } from './log/writer.ts';
import type { RecoveryNote } from './notes.ts';
import { limitsOf, type StoreLimits, type StoreOptions } from './options.ts';
import { Progress, sizeOf } from './recovery/progress.ts';
import { type RecoveredLog, recover } from './recovery/recover.ts';
import { Store } from './store.ts';
import { storageError } from './trouble.ts';
import type { SnapshotInfo } from './types.ts';

/** A store, and what opening it came to. */
export interface OpenedStore {
  readonly store: Store;
  /** The directory was empty: this disk is new. */
  readonly isNew: boolean;
  /** What was handed to `onSnapshot`. */
  readonly snapshot: SnapshotInfo | null;
  /** What was mended or passed over; each deserves a line in the log of the server. */
  readonly notes: readonly RecoveryNote[];
}

/**
 * Opens a directory, or makes a store in one that is empty, and hands over what it holds: the
 * newest whole snapshot, then all batches after it. Time and reading are linear in their size,
 * memory is not.
 *
 * A torn tail is cut, and a note says so. Damage is refused, and then nothing was changed.
 *
 * @throws StorageError `locked`, `corrupt`, `wrong-identity`, `unsupported-format`, `io`,
 * `invalid-option`. What a handler throws comes through as it is.
 */
export async function openStore(options: StoreOptions): Promise<OpenedStore> {
  const limits = limitsOf(options);
  const { files } = options;
  const lock = await inDirectory(files, () => files.lock(LOCK));
  try {
    const found = await inDirectory(files, () => readIdentity(files));
    const identity = found ?? options.identity.slice();
    if (found === null) await inDirectory(files, () => createIdentity(files, identity));
    const log = await readLog(options, identity);
    const notes = await removeParts(files, log);
    const store = makeStore({ options, limits, lock, identity, log });
    await store.checkSpace();
    const { snapshot } = log;
    return { store, isNew: found === null, snapshot, notes: [...log.notes, ...notes] };
  } catch (error) {
    await lock.release();
    throw error;
  }
}

/** What a store is made of, once its directory was read. */
interface Findings {
  readonly options: StoreOptions;
  readonly limits: StoreLimits;
  readonly lock: Lock;
  readonly identity: Uint8Array;
  readonly log: RecoveredLog;
}

function makeStore({ options, limits, lock, identity, log }: Findings): Store {
  const { files, onState = () => {}, onDurable = () => {}, purge = true } = options;
  const { first, end, next } = log.end;
  const writer = new LogWriter({
    files,
    identity,
    seed: seedOf(identity),
    segment: new Segment(log.file, first, end, limits.preallocateBytes),
    last: next - 1,
    ...limits,
    onDurable: (number, bytes) => {
      store.wrote(bytes);
      onDurable(number);
    },
    onTrouble: (error) => store.failed(error),
  });
  const parts = { files, lock, identity, limits, purge, snapshot: log.snapshot, onState };
  const store = new Store(parts, writer);
  return store;
}

async function readLog(options: StoreOptions, identity: Uint8Array): Promise<RecoveredLog> {
  const { onSnapshot = () => {}, onBatch = () => {}, onProgress = () => {} } = options;
  const progress = new Progress(onProgress);
  const files = progress.watch(options.files);
  const handlers = { snapshot: onSnapshot, batch: onBatch };
  const recovery = { files, identity, seed: seedOf(identity), handlers, progress };
  return inDirectory(files, () => recover(recovery));
}

/** What never got its name. Only once all else is known to be in order. */
async function removeParts(files: Files, log: RecoveredLog): Promise<RecoveryNote[]> {
  try {
    return await inDirectory(files, () => removeAllParts(files));
  } catch (error) {
    await log.file.close();
    throw error;
  }
}

async function removeAllParts(files: Files): Promise<RecoveryNote[]> {
  const notes: RecoveryNote[] = [];
  for (const name of await files.list()) {
    if (parseName(name).type !== 'part') continue;
    const bytes = await sizeOf(files, name);
    await files.remove(name);
    const file = `${files.directory}/${name}`;
    const message = `${file}: removed, since it was being written when the server stopped.`;
    notes.push({ type: 'unfinished-file', file, offset: 0, bytes, message });
  }
  return notes;
}

/** Errors of the file system as errors of the store; all others as they are. */
async function inDirectory<T>(files: Files, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw error instanceof FilesError ? storageError(error, files.directory) : error;
  }
}
