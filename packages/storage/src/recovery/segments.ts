import type { OpenFile } from '../files.ts';
import { checkHeader, decodeHeader, HEADER_BYTES } from '../format/header.ts';
import { segmentName } from '../format/names.ts';
import { type ScanEnd, type ScanRange, scanRecords } from '../log/scan.ts';
import { judgeTail } from '../log/tail.ts';
import type { RecoveryNote } from '../notes.ts';
import { corrupt } from './damage.ts';
import type { Recovery } from './terms.ts';

/** How a segment ended that later ones, or batches, may follow. */
export interface SegmentEnd {
  readonly first: number;
  /** Bytes through the last record. */
  readonly end: number;
  /** The batch that would come next. */
  readonly next: number;
  /** From here on no later record proves that what was read is on the disk. */
  readonly unprovenFrom: number;
  readonly note: RecoveryNote | null;
}

/** A segment, and what must be true of it. */
export interface SegmentTerms {
  readonly first: number;
  /** The first batch of the segment after it; `null` of the last one. */
  readonly nextFirst: number | null;
  /** All through this batch was durable once, as other files tell. For the last segment. */
  readonly knownDurable: number;
  /** Batches through this one are covered by the snapshot. */
  readonly after: number;
}

/**
 * Reads one segment and hands over its batches.
 *
 * @throws StorageError where it is not all there.
 */
export async function readSegment(recovery: Recovery, terms: SegmentTerms): Promise<SegmentEnd> {
  const { files, identity, seed, handlers } = recovery;
  const name = segmentName(terms.first);
  const path = `${files.directory}/${name}`;
  const file = await files.open(name, 'read');
  try {
    const size = await file.size();
    checkHeader(await headerOf(file), { kind: 'segment', path, number: terms.first, identity });
    const range: ScanRange = { file, size, offset: HEADER_BYTES, next: terms.first, seed };
    let unprovenFrom = 0;
    const end = await scanRecords(range, ({ kind, number, durable, offset, bytes }) => {
      // The first record of a write proves all before it, and nothing yet proves the write.
      if (kind === 'mark' || durable === number - 1) unprovenFrom = offset;
      return kind === 'batch' && number > terms.after ? handlers.batch(number, bytes) : undefined;
    });
    const note = await judgeEnd(path, { ...range, offset: end.offset, next: end.next }, end, terms);
    return { first: terms.first, end: end.offset, next: end.next, unprovenFrom, note };
  } finally {
    await file.close();
  }
}

async function headerOf(file: OpenFile): Promise<Uint8Array> {
  const bytes = new Uint8Array(HEADER_BYTES);
  return bytes.subarray(0, await file.read(bytes, 0));
}

/**
 * Whether a segment may end where it does; a note if its tail has to be cut.
 *
 * @throws StorageError `corrupt` if it may not.
 */
export async function judgeEnd(
  path: string,
  rest: ScanRange,
  { reason }: ScanEnd,
  { nextFirst, knownDurable }: Pick<SegmentTerms, 'nextFirst' | 'knownDurable'>,
): Promise<RecoveryNote | null> {
  const { offset, next } = rest;
  if (reason.type === 'wrong-number') throw corrupt(path, offset, reason.expected, reason.found);
  const tail = reason.type === 'end-of-file' ? { type: 'clean' as const } : await judgeTail(rest);
  const found = reason.type === 'end-of-file' ? 'the end of the file' : reason.found;
  if (nextFirst !== null && next > nextFirst) {
    throw corrupt(path, offset, `batch ${nextFirst - 1} to be the last`, `batch ${next - 1} too`);
  }
  const wanted = nextFirst === null ? knownDurable : nextFirst - 1;
  if (next <= wanted) {
    const proof = `all through ${wanted} was on the disk, as other files prove`;
    throw corrupt(path, offset, `batch ${next} (${proof})`, found);
  }
  switch (tail.type) {
    case 'clean':
      return null;
    case 'damaged': {
      const { number, offset: at } = tail.witness;
      const proof = `a whole record of batch ${number} at offset ${at} was written after it`;
      throw corrupt(path, offset, `batch ${next} (${proof})`, found);
    }
    case 'torn':
      if (nextFirst !== null) {
        throw corrupt(path, offset, 'the end of the log', `${tail.bytes} bytes more`);
      }
      return tornTail(path, offset, next, tail.bytes);
  }
}

function tornTail(file: string, offset: number, next: number, bytes: number): RecoveryNote {
  const message = `${file}: cut ${bytes} bytes at offset ${offset}, the rest of a write that was under way when the server stopped; the last batch is ${next - 1}.`;
  return { type: 'torn-tail', file, offset, bytes, message };
}

/**
 * Whether the last segment is one that was being made when the power went: its header is not whole,
 * and there is no record in it. A header is durable before the first record is written.
 */
export async function findUnfinished(
  { files, seed }: Pick<Recovery, 'files' | 'seed'>,
  first: number,
): Promise<RecoveryNote | null> {
  const name = segmentName(first);
  const file = await files.open(name, 'read');
  try {
    const size = await file.size();
    if (decodeHeader('segment', await headerOf(file)).type !== 'damaged') return null;
    // Its first write was made when all before `first` was durable, so any record is a witness.
    const offset = Math.min(size, HEADER_BYTES);
    const tail = await judgeTail({ file, size, offset, next: first - 1, seed });
    if (tail.type === 'damaged') return null;
    const path = `${files.directory}/${name}`;
    const message = `${path}: removed, since it was being made when the server stopped and held nothing; the last batch is ${first - 1}.`;
    return { type: 'unfinished-segment', file: path, offset: 0, bytes: size, message };
  } finally {
    await file.close();
  }
}
