import type { OpenFile } from '../files.ts';
import {
  durableAt,
  isSound,
  kindAt,
  lengthAt,
  numberAt,
  RECORD_BYTES,
  type RecordKind,
} from '../format/record.ts';
import { Window } from '../window.ts';

/** A record as it was read. The scanner owns it and uses it again for the next. */
export interface ScannedRecord {
  kind: RecordKind;
  number: number;
  durable: number;
  /** Of the record's header, in bytes from the start of the file. */
  offset: number;
  /** A view into the scanner's window: copy what is to be kept. Empty for a mark. */
  bytes: Uint8Array;
}

export type RecordVisitor = (record: ScannedRecord) => void | Promise<void>;

/** What to read. */
export interface ScanRange {
  readonly file: OpenFile;
  readonly size: number;
  /** Where the first record begins. */
  readonly offset: number;
  /** The number of the first batch. */
  readonly next: number;
  readonly seed: number;
}

/** Where the records end, and why. */
export interface ScanEnd {
  readonly offset: number;
  /** The batch that would come next. */
  readonly next: number;
  readonly reason:
    | { readonly type: 'end-of-file' }
    | { readonly type: 'no-record'; readonly expected: string; readonly found: string }
    /** A whole record, and not the one that belongs here. */
    | { readonly type: 'wrong-number'; readonly expected: string; readonly found: string };
}

/**
 * Reads records in order, as long as they are whole and numbered without a gap. Holds one window of
 * the file at a time, whatever its size.
 */
export async function scanRecords(range: ScanRange, visit: RecordVisitor): Promise<ScanEnd> {
  const { file, size, seed } = range;
  const window = new Window(file, size);
  const empty = new Uint8Array(0);
  const record: ScannedRecord = { kind: 'batch', number: 0, durable: 0, offset: 0, bytes: empty };
  let { offset, next } = range;
  const end = (reason: ScanEnd['reason']): ScanEnd => ({ offset, next, reason });

  while (offset < size) {
    if (!window.has(offset, RECORD_BYTES) && !(await window.load(offset, RECORD_BYTES))) {
      return end(short(RECORD_BYTES, size - offset));
    }
    const total = RECORD_BYTES + lengthAt(window.view, window.at(offset));
    if (!window.has(offset, total) && !(await window.load(offset, total))) {
      return end(short(total, size - offset));
    }
    const { bytes, view } = window;
    const at = window.at(offset);
    const kind = kindAt(view, at);
    if (kind === null || !isSound(bytes, view, at, seed)) {
      return end({ type: 'no-record', expected: 'a record with its checksum', found: 'another' });
    }
    const number = numberAt(view, at);
    if (number !== (kind === 'batch' ? next : next - 1)) {
      const expected = `batch ${next}`;
      return end({ type: 'wrong-number', expected, found: `${kind} ${number}` });
    }
    record.kind = kind;
    record.number = number;
    record.durable = durableAt(view, at);
    record.offset = offset;
    record.bytes = bytes.subarray(at + RECORD_BYTES, at + total);
    const waiting = visit(record);
    // A promise for each of a million records would cost more than the records.
    if (waiting !== undefined) await waiting;
    offset += total;
    if (kind === 'batch') next += 1;
  }
  return end({ type: 'end-of-file' });
}

function short(wanted: number, left: number): ScanEnd['reason'] {
  return {
    type: 'no-record',
    expected: `${wanted} bytes`,
    found: `${left} to the end of the file`,
  };
}
