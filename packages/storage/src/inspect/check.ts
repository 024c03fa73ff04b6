import { StorageError } from '../errors.ts';
import type { Files } from '../files.ts';
import { numbersIn, parseName, segmentName, snapshotName } from '../format/names.ts';
import { hex } from '../format/numbers.ts';
import { seedOf } from '../format/record.ts';
import type { RecoveryNote } from '../notes.ts';
import { Progress, sizeOf } from '../recovery/progress.ts';
import { findUnfinished, readSegment } from '../recovery/segments.ts';
import { sizeIfWhole } from '../recovery/snapshots.ts';
import type { Recovery } from '../recovery/terms.ts';
import { knownIdentity } from './read-log.ts';

/** A segment as it was found. */
export interface SegmentReport {
  readonly file: string;
  readonly first: number;
  /** The last batch that could be read, `first - 1` if there is none; `null` if it is damaged. */
  readonly last: number | null;
  readonly bytes: number;
}

/** A snapshot as it was found. */
export interface SnapshotReport {
  readonly file: string;
  readonly through: number;
  readonly bytes: number;
  readonly isWhole: boolean;
}

/** What is in the directory of a store, and what is wrong with it. */
export interface StoreReport {
  readonly identity: Uint8Array;
  readonly segments: readonly SegmentReport[];
  readonly snapshots: readonly SnapshotReport[];
  /** What the next start would mend. Of a store that is open, a write may be under way. */
  readonly notes: readonly RecoveryNote[];
  /** What it would refuse, or pass over. Empty of a sound store. */
  readonly problems: readonly StorageError[];
}

/**
 * Reads everything and says what is there. Changes nothing and takes no lock.
 *
 * @throws StorageError where the directory is no store's, or cannot be read.
 */
export async function checkStore(files: Files): Promise<StoreReport> {
  const identity = await knownIdentity(files);
  const names = await files.list();
  const problems: StorageError[] = [];
  const notes: RecoveryNote[] = [];
  const handlers = { snapshot: () => {}, batch: () => {} };
  const progress = new Progress(() => {});
  const recovery: Recovery = { files, identity, seed: seedOf(identity), handlers, progress };

  const snapshots: SnapshotReport[] = [];
  for (const through of numbersIn(names, 'snapshot')) {
    const name = snapshotName(through);
    const isWhole = await isSound(problems, () => sizeIfWhole(recovery, through));
    const bytes = await sizeOf(files, name);
    snapshots.push({ file: `${files.directory}/${name}`, through, bytes, isWhole });
  }
  const segments = await checkSegments(recovery, numbersIn(names, 'segment'), notes, (first) => {
    // What a purge was about to remove may have gaps, and nobody needs it.
    const oldest = snapshots.find(({ isWhole }) => isWhole)?.through ?? 0;
    return first !== null && first <= oldest + 1 ? [] : problems;
  });
  for (const name of names.filter((name) => parseName(name).type === 'part')) {
    const file = `${files.directory}/${name}`;
    const message = `${file} is being written, or was when a process stopped.`;
    notes.push({ type: 'unfinished-file', file, offset: 0, bytes: 0, message });
  }
  return { identity, segments, snapshots, notes, problems };
}

async function checkSegments(
  recovery: Recovery,
  numbers: readonly number[],
  notes: RecoveryNote[],
  problemsBefore: (nextFirst: number | null) => StorageError[],
): Promise<SegmentReport[]> {
  const { files } = recovery;
  const reports: SegmentReport[] = [];
  for (const [i, first] of numbers.entries()) {
    const nextFirst = numbers[i + 1] ?? null;
    const unfinished = nextFirst === null ? await findUnfinished(recovery, first) : null;
    let last: number | null = unfinished === null ? null : first - 1;
    if (unfinished !== null) notes.push(unfinished);
    else {
      await isSound(problemsBefore(nextFirst), async () => {
        const terms = { first, nextFirst, knownDurable: 0, after: Infinity };
        const { next, note } = await readSegment(recovery, terms);
        if (note !== null) notes.push(note);
        last = next - 1;
      });
    }
    const name = segmentName(first);
    const bytes = await sizeOf(files, name);
    reports.push({ file: `${files.directory}/${name}`, first, last, bytes });
  }
  return reports;
}

/** Whether a check passed; the problem is kept if it did not. */
async function isSound(problems: StorageError[], check: () => Promise<unknown>): Promise<boolean> {
  try {
    await check();
    return true;
  } catch (error) {
    if (!(error instanceof StorageError)) throw error;
    problems.push(error);
    return false;
  }
}

/** The report in lines. */
export function reportText(report: StoreReport): string {
  const { identity, segments, snapshots, notes, problems } = report;
  const lines = [
    `identity ${hex(identity)}`,
    ...snapshots.map(
      ({ file, through, bytes, isWhole }) =>
        `${file}: through batch ${through}, ${bytes} bytes${isWhole ? '' : ', damaged'}`,
    ),
    ...segments.map(
      ({ file, first, last, bytes }) =>
        `${file}: ${last === null ? 'damaged' : batchesText(first, last)}, ${bytes} bytes`,
    ),
    ...notes.map(({ message }) => `note: ${message}`),
    ...problems.map(({ message }) => `problem: ${message}`),
  ];
  return `${lines.join('\n')}\n`;
}

function batchesText(first: number, last: number): string {
  return last < first ? 'no batch' : `batches ${first} to ${last}`;
}
