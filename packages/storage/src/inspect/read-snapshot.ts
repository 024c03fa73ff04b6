import type { Files } from '../files.ts';
import { readSnapshot } from '../snapshot/read.ts';
import { knownIdentity } from './read-log.ts';

/**
 * The bytes of a snapshot, as they were given to `writeSnapshot`, slice by slice; each is valid until
 * the next is asked for. Changes nothing and takes no lock.
 *
 * @throws StorageError where it is not whole, possibly after most of it was read.
 */
export async function* readSnapshotOf(
  files: Files,
  through: number,
): AsyncGenerator<Uint8Array, void, void> {
  yield* readSnapshot(files, through, await knownIdentity(files));
}
