import type { Files } from '../files.ts';
import { numbersIn, segmentName, snapshotName } from '../format/names.ts';

/**
 * Removes all snapshots but the newest `keep`, and every segment whose batches the oldest kept one
 * covers. A log without snapshots is kept whole.
 *
 * @returns the names of what was removed.
 */
export async function purge(files: Files, keep: number): Promise<string[]> {
  const names = await files.list();
  const snapshots = numbersIn(names, 'snapshot');
  const oldestKept = snapshots.at(-keep) ?? snapshots[0];
  if (oldestKept === undefined) return [];
  const old = snapshots.filter((through) => through < oldestKept).map(snapshotName);
  await removeAll(files, old);
  // A crash must not bring back a snapshot whose log is gone.
  if (old.length > 0) await files.syncDirectory();
  const segments = numbersIn(names, 'segment');
  const covered = segments.filter((_, i) => (segments[i + 1] ?? Infinity) <= oldestKept + 1);
  await removeAll(files, covered.map(segmentName));
  return [...old, ...covered.map(segmentName)];
}

async function removeAll(files: Files, names: readonly string[]): Promise<void> {
  for (const name of names) await files.remove(name);
}
