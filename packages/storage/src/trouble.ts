import { StorageError } from './errors.ts';
import { FilesError } from './files.ts';

/** An error of the file system as one of the store, with the path that it concerns. */
export function storageError(error: unknown, path: string): StorageError {
  if (error instanceof StorageError) return error;
  const found = error instanceof Error ? error.message : String(error);
  const locked = error instanceof FilesError && error.code === 'locked';
  return new StorageError(
    locked ? 'locked' : 'io',
    {
      file: path,
      offset: null,
      expected: locked ? 'to be the only one that has it open' : 'the file system to do as asked',
      found,
      remedy: locked
        ? 'Stop the other process, or give each its own directory.'
        : 'Look at the disk and at the permissions, then open the store again.',
    },
    { cause: error },
  );
}

export function isNoSpace(error: unknown): boolean {
  return error instanceof FilesError && error.code === 'no-space';
}

/**
 * Syncs, and never lets a failure pass for a full disk that one could wait out.
 *
 * After a failed fsync Linux marks the pages clean: a second fsync succeeds though nothing was
 * written, and reading shows what is not on the disk (R. Rebello et al., "Can Applications Recover
 * from fsync Failures?", USENIX ATC 2020; PostgreSQL's "fsyncgate" of 2018). So there is no second
 * try; a store that is opened again writes what is in doubt anew before it relies on it.
 */
export async function syncOrFail(what: { sync(): Promise<void> }): Promise<void> {
  try {
    await what.sync();
  } catch (error) {
    throw new FilesError('failed', `a sync failed: ${String(error)}`, { cause: error });
  }
}
