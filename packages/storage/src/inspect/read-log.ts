import { StorageError } from '../errors.ts';
import type { Files } from '../files.ts';
import { checkHeader, HEADER_BYTES } from '../format/header.ts';
import { IDENTITY, numbersIn, segmentName } from '../format/names.ts';
import { type RecordKind, seedOf } from '../format/record.ts';
import { readIdentity } from '../identity.ts';
import { RecordScanner } from '../log/scan.ts';
import { findUnfinished, judgeEnd } from '../recovery/segments.ts';

/** A record of the log, and where it stands. */
export interface LogRecord {
  readonly file: string;
  /** In bytes from the start of the file. */
  readonly offset: number;
  /** A mark is what a store that is closed writes last. */
  readonly kind: RecordKind;
  readonly number: number;
  /** Every batch through this one was durable before the record was written. */
  readonly durable: number;
  /** Valid until the next record is asked for. */
  readonly bytes: Uint8Array;
}

/** Which part of a log to read. */
export interface ReadLogOptions {
  /** The first batch to show. Default: the first that is there. */
  readonly from?: number;
}

/**
 * The records of a directory, in order. Changes nothing, takes no lock, and ends before a torn tail;
 * of a store that is open it shows what is written by now.
 *
 * @throws StorageError at the first damage; what is before it has been shown.
 */
export async function* readLog(
  files: Files,
  { from = 1 }: ReadLogOptions = {},
): AsyncGenerator<LogRecord, void, void> {
  const identity = await knownIdentity(files);
  const segments = numbersIn(await files.list(), 'segment');
  const start = Math.max(
    0,
    segments.findLastIndex((first) => first <= from),
  );
  for (let i = start; i < segments.length; i += 1) {
    const first = segments[i] ?? 0;
    const nextFirst = segments[i + 1] ?? null;
    const isLast = nextFirst === null && i > 0;
    if (isLast && (await findUnfinished({ files, seed: seedOf(identity) }, first))) return;
    for await (const record of readOne(files, identity, first, nextFirst)) {
      if (record.number >= from) yield record;
    }
  }
}

/** @throws StorageError `wrong-identity` where there is none. */
export async function knownIdentity(files: Files): Promise<Uint8Array> {
  const identity = await readIdentity(files);
  if (identity !== null) return identity;
  throw new StorageError('wrong-identity', {
    file: `${files.directory}/${IDENTITY}`,
    offset: null,
    expected: 'the identity of a store',
    found: 'no such file',
    remedy: 'Name the directory of a store; it has files log-… and snapshot-… beside it.',
  });
}

async function* readOne(
  files: Files,
  identity: Uint8Array,
  first: number,
  nextFirst: number | null,
): AsyncGenerator<LogRecord, void, void> {
  const name = segmentName(first);
  const path = `${files.directory}/${name}`;
  const file = await files.open(name, 'read');
  try {
    const size = await file.size();
    const header = new Uint8Array(HEADER_BYTES);
    const length = await file.read(header, 0);
    const terms = { kind: 'segment', path, number: first, identity } as const;
    checkHeader(header.subarray(0, length), terms);
    const range = { file, size, offset: HEADER_BYTES, next: first, seed: seedOf(identity) };
    const scanner = new RecordScanner(range);
    for (let step = scanner.step(); step !== 'end'; step = scanner.step()) {
      if (step === 'fill') await scanner.fill();
      else yield { file: path, ...scanner.record };
    }
    const { end } = scanner;
    const rest = { ...range, offset: end.offset, next: end.next };
    await judgeEnd(path, rest, end, { nextFirst, knownDurable: 0 });
  } finally {
    await file.close();
  }
}

/** One line on a record. */
export function recordText({ file, offset, kind, number, durable, bytes }: LogRecord): string {
  const what = kind === 'batch' ? `batch ${number}, ${bytes.length} bytes` : `mark ${number}`;
  return `${file} at ${offset}: ${what}, written when all through ${durable} was durable`;
}
