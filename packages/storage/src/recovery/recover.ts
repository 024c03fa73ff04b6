import type { OpenFile } from '../files.ts';
import { numbersIn, segmentName, snapshotName } from '../format/names.ts';
import type { RecoveryNote } from '../notes.ts';
import { readSnapshot } from '../snapshot/read.ts';
import { syncOrFail } from '../trouble.ts';
import type { SnapshotInfo } from '../types.ts';
import { corrupt } from './damage.ts';
import { sizeOf } from './progress.ts';
import { findUnfinished, readSegment, type SegmentEnd } from './segments.ts';
import { findSnapshot } from './snapshots.ts';
import type { Recovery } from './terms.ts';

/** What a recovery came to. */
export interface RecoveredLog {
  /** The segment that batches are added to, open, cut behind its last record and durable. */
  readonly file: OpenFile;
  readonly end: SegmentEnd;
  readonly snapshot: SnapshotInfo | null;
  readonly notes: readonly RecoveryNote[];
}

/**
 * Hands the newest whole snapshot and all batches after it to the application; then, and only if
 * everything is in order, cuts a torn tail.
 */
export async function recover(recovery: Recovery): Promise<RecoveredLog> {
  const { files, progress } = recovery;
  const names = await files.list();
  const notes: RecoveryNote[] = [];
  const snapshots = numbersIn(names, 'snapshot');
  await expectSnapshots(recovery, snapshots);
  const { snapshot, damaged } = await findSnapshot(recovery, snapshots);
  notes.push(...damaged);
  const after = snapshot?.through ?? 0;

  const all = numbersIn(names, 'segment');
  const knownDurable = Math.max(0, ...snapshots, (all.at(-1) ?? 1) - 1);
  const unfinished = await unfinishedOf(recovery, all);
  if (unfinished !== null) {
    notes.push(unfinished);
    all.pop();
  }
  const segments = neededSegments(recovery, all, after);
  for (const first of segments) progress.expect(await sizeOf(files, segmentName(first)));

  if (snapshot !== null) await handOver(recovery, snapshot);
  const end = await readSegments(recovery, segments, after, knownDurable);
  if (end.note !== null) notes.push(end.note);
  if (unfinished !== null) await files.remove(nameOf(unfinished.file));
  return { file: await makeReady(recovery, end), end, snapshot, notes };
}

/** The newest is read twice, unless it is damaged. */
async function expectSnapshots({ files, progress }: Recovery, numbers: number[]): Promise<void> {
  const newest = numbers.at(-1);
  if (newest !== undefined) progress.expect(2 * (await sizeOf(files, snapshotName(newest))));
}

const nameOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

/** The segment in which the first batch after the snapshot is, and all after it. */
function neededSegments({ files }: Recovery, segments: number[], after: number): number[] {
  const from = segments.findLastIndex((first) => first <= after + 1);
  if (from >= 0) return segments.slice(from);
  const wanted = after === 0 ? 'batch 1, since no snapshot is whole' : `batch ${after + 1}`;
  const found = segments.length === 0 ? 'no segment' : `one that begins with batch ${segments[0]}`;
  throw corrupt(files.directory, 0, `a segment of the log with ${wanted}`, found);
}

async function unfinishedOf(
  recovery: Recovery,
  segments: readonly number[],
): Promise<RecoveryNote | null> {
  const last = segments.at(-1);
  // The only one was whole once: the identity, or a purge, came after it.
  return segments.length > 1 && last !== undefined ? findUnfinished(recovery, last) : null;
}

async function handOver(
  { files, identity, handlers }: Recovery,
  info: SnapshotInfo,
): Promise<void> {
  const chunks = readSnapshot(files, info.through, identity);
  await handlers.snapshot(info, chunks);
}

async function readSegments(
  recovery: Recovery,
  segments: readonly number[],
  after: number,
  knownDurable: number,
): Promise<SegmentEnd> {
  let last: SegmentEnd | null = null;
  for (const [i, first] of segments.entries()) {
    const nextFirst = segments[i + 1] ?? null;
    last = await readSegment(recovery, { first, nextFirst, knownDurable, after });
  }
  if (last === null) throw corrupt(recovery.files.directory, 0, 'a segment of the log', 'none');
  return last;
}

/**
 * Makes the last segment fit to be added to. A crash must find either the old tail or none: left
 * in place, its records could follow new ones and pass for theirs.
 *
 * What no later record proves is written once more: after a failed sync of an earlier process it
 * may stand in the page cache only, and count there as written (see `syncOrFail`).
 */
async function makeReady({ files }: Recovery, end: SegmentEnd): Promise<OpenFile> {
  const file = await files.open(segmentName(end.first), 'write');
  try {
    if ((await file.size()) > end.end) await file.truncate(end.end);
    await rewrite(file, end.unprovenFrom, end.end);
    await syncOrFail(file);
    // Names that an earlier process gave and did not live to sync.
    await syncOrFail({ sync: () => files.syncDirectory() });
    return file;
  } catch (error) {
    await file.close();
    throw error;
  }
}

async function rewrite(file: OpenFile, from: number, to: number): Promise<void> {
  const piece = new Uint8Array(Math.min(to - from, 1 << 20));
  for (let at = from; at < to; at += piece.length) {
    const bytes = piece.subarray(0, Math.min(piece.length, to - at));
    await file.read(bytes, at);
    await file.write(bytes, at);
  }
}
