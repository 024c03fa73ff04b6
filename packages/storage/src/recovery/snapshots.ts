import { StorageError } from '../errors.ts';
import { snapshotName } from '../format/names.ts';
import type { RecoveryNote } from '../notes.ts';
import { readSnapshot } from '../snapshot/read.ts';
import type { SnapshotInfo } from '../types.ts';
import { sizeOf } from './progress.ts';
import type { Recovery } from './terms.ts';

/** The newest whole snapshot, and those that were passed over. */
export interface FoundSnapshot {
  readonly snapshot: SnapshotInfo | null;
  readonly damaged: readonly RecoveryNote[];
}

/**
 * Reads snapshots, the newest first, until one is whole. It is read a second time for the
 * application, which therefore never gets half of one.
 */
export async function findSnapshot(
  recovery: Recovery,
  numbers: readonly number[],
): Promise<FoundSnapshot> {
  const damaged: RecoveryNote[] = [];
  for (const through of numbers.toReversed()) {
    try {
      return { snapshot: { through, bytes: await sizeIfWhole(recovery, through) }, damaged };
    } catch (error) {
      if (!(error instanceof StorageError) || error.code !== 'corrupt') throw error;
      damaged.push(noteOf(error, `${recovery.files.directory}/${snapshotName(through)}`));
    }
  }
  return { snapshot: null, damaged };
}

/** @throws StorageError where it is not. */
export async function sizeIfWhole({ files, identity }: Recovery, through: number): Promise<number> {
  for await (const _ of readSnapshot(files, through, identity));
  return sizeOf(files, snapshotName(through));
}

function noteOf({ message, details }: StorageError, file: string): RecoveryNote {
  const offset = details.offset ?? 0;
  return { type: 'damaged-snapshot', file, offset, bytes: 0, message };
}
