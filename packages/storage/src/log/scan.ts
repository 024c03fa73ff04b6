import { FilesError, type OpenFile } from '../files.ts';
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
export class RecordScanner {
  readonly record: ScannedRecord;
  readonly #window: Window;
  readonly #size: number;
  readonly #seed: number;
  #offset: number;
  #next: number;
  #wanted = 0;
  #reason: ScanEnd['reason'] = { type: 'end-of-file' };

  constructor({ file, size, offset, next, seed }: ScanRange) {
    this.#window = new Window(file, size);
    this.#size = size;
    this.#seed = seed;
    this.#offset = offset;
    this.#next = next;
    const bytes = new Uint8Array(0);
    this.record = { kind: 'batch', number: 0, durable: 0, offset, bytes };
  }

  /** Once `step` has said `end`. */
  get end(): ScanEnd {
    return { offset: this.#offset, next: this.#next, reason: this.#reason };
  }

  /** Puts the next record into `record`; or wants `fill` to be waited for first. */
  step(): 'record' | 'fill' | 'end' {
    const offset = this.#offset;
    const window = this.#window;
    if (offset === this.#size) return 'end';
    if (!window.has(offset, RECORD_BYTES)) return this.#want(RECORD_BYTES);
    const at = window.at(offset);
    const total = RECORD_BYTES + lengthAt(window.view, at);
    if (!window.has(offset, total)) return this.#want(total);
    return this.#take(at, total);
  }

  /** Reads on, after `step` asked for it. */
  async fill(): Promise<void> {
    if (!(await this.#window.load(this.#offset, this.#wanted))) {
      throw new FilesError('failed', 'a file became shorter while it was read');
    }
  }

  #want(bytes: number): 'fill' | 'end' {
    this.#wanted = bytes;
    const left = this.#size - this.#offset;
    if (bytes <= left) return 'fill';
    return this.#stop('no-record', `${bytes} bytes`, `${left} to the end of the file`);
  }

  #take(at: number, total: number): 'record' | 'end' {
    const { bytes, view } = this.#window;
    const kind = kindAt(view, at);
    if (kind === null || !isSound(bytes, view, at, this.#seed)) {
      return this.#stop('no-record', 'a record', 'bytes whose checksum is another');
    }
    const number = numberAt(view, at);
    if (number !== (kind === 'batch' ? this.#next : this.#next - 1)) {
      return this.#stop('wrong-number', `batch ${this.#next}`, `${kind} ${number}`);
    }
    this.record.kind = kind;
    this.record.number = number;
    this.record.durable = durableAt(view, at);
    this.record.offset = this.#offset;
    this.record.bytes = bytes.subarray(at + RECORD_BYTES, at + total);
    this.#offset += total;
    if (kind === 'batch') this.#next += 1;
    return 'record';
  }

  #stop(type: 'no-record' | 'wrong-number', expected: string, found: string): 'end' {
    this.#reason = { type, expected, found };
    return 'end';
  }
}

/** Shows all records to a visitor. */
export async function scanRecords(range: ScanRange, visit: RecordVisitor): Promise<ScanEnd> {
  const scanner = new RecordScanner(range);
  for (;;) {
    const step = scanner.step();
    if (step === 'end') return scanner.end;
    if (step === 'fill') {
      await scanner.fill();
      continue;
    }
    const waiting = visit(scanner.record);
    // A promise for each of a million records would cost more than the records.
    if (waiting !== undefined) await waiting;
  }
}
