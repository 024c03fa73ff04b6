import { JuteError } from '../errors.ts';
import { encodeText } from './text.ts';

const LEAST_LONG = -(2n ** 63n);
const GREATEST_LONG = 2n ** 63n - 1n;
const LEAST_INT = -(2 ** 31);
const GREATEST_INT = 2 ** 31 - 1;

/** How a {@link JuteWriter} begins. */
export interface JuteWriterOptions {
  /** Bytes of the first buffer; it doubles when it is full. By default 1024. */
  readonly initialBytes?: number;
}

/**
 * Writes the primitives of jute into one buffer, which grows and is used again.
 *
 * Frames go one behind the other: `begin` leaves room for a length, `frame` fills it in and gives
 * the frame, `bytes` gives all that was written since `clear`. What either gives is a view into the
 * buffer: it is good until the next `clear`, and whoever keeps it longer, such as a socket that has
 * not yet sent it, needs a copy (`bytes.slice()`).
 *
 * Where a write throws, a part of the value has been written: `rewind` to where it began, or `clear`.
 */
export class JuteWriter {
  #bytes: Uint8Array;
  #view: DataView;
  #at = 0;
  #frame = -1;

  constructor({ initialBytes = 1024 }: JuteWriterOptions = {}) {
    this.#bytes = new Uint8Array(initialBytes);
    this.#view = new DataView(this.#bytes.buffer);
  }

  /** Bytes written since `clear`. */
  get length(): number {
    return this.#at;
  }

  /** Forgets all that was written. What was given out before is overwritten from now on. */
  clear(): void {
    this.#at = 0;
    this.#frame = -1;
  }

  /** Forgets what was written from a length on that this writer had. */
  rewind(length: number): void {
    this.#at = length;
    if (this.#frame >= length) this.#frame = -1;
  }

  /** Begins a frame behind what is there. */
  begin(): void {
    this.#frame = this.#take(4);
  }

  /**
   * Ends the frame that was begun last, and gives it with its length in front.
   *
   * @throws TypeError where none was begun since `clear`.
   */
  frame(): Uint8Array {
    const began = this.#frame;
    if (began < 0) throw new TypeError('no frame was begun: call begin first');
    this.#view.setInt32(began, this.#at - began - 4);
    return this.#bytes.subarray(began, this.#at);
  }

  /** All that was written since `clear`. */
  bytes(): Uint8Array {
    return this.#bytes.subarray(0, this.#at);
  }

  /** From -128 to 127. */
  byte(value: number): void {
    if ((value << 24) >> 24 !== value) throw this.#beyond(value, -128, 127);
    const at = this.#take(1);
    this.#view.setInt8(at, value);
  }

  /** One byte, 0 or 1. */
  bool(value: boolean): void {
    const at = this.#take(1);
    this.#view.setInt8(at, value ? 1 : 0);
  }

  /** A whole number from -2^31 to 2^31 - 1. */
  int(value: number): void {
    if ((value | 0) !== value) throw this.#beyond(value, LEAST_INT, GREATEST_INT);
    const at = this.#take(4);
    this.#view.setInt32(at, value);
  }

  /** From -2^63 to 2^63 - 1: nothing is cut off. */
  long(value: bigint): void {
    if (value < LEAST_LONG || value > GREATEST_LONG) {
      throw this.#beyond(value, LEAST_LONG, GREATEST_LONG);
    }
    const at = this.#take(8);
    this.#view.setBigInt64(at, value);
  }

  /** A long by its halves, of which the low 32 bits count. Allocates nothing. */
  longHalves(high: number, low: number): void {
    const at = this.#take(8);
    this.#view.setInt32(at, high);
    this.#view.setInt32(at + 4, low);
  }

  /** As UTF-8; a lone surrogate, which has none, as U+FFFD. */
  ustring(value: string | null): void {
    if (value === null) return this.int(-1);
    const began = this.#take(4);
    const end = this.#ascii(value);
    if (end < value.length) {
      this.#reserve((value.length - end) * 3);
      this.#at = encodeText(value, end, this.#bytes, this.#at);
    }
    this.#view.setInt32(began, this.#at - began - 4);
  }

  /** With its length in front; null and empty are two things. */
  buffer(value: Uint8Array | null): void {
    if (value === null) return this.int(-1);
    this.int(value.length);
    this.raw(value);
  }

  /** As they are, without a length. */
  raw(value: Uint8Array): void {
    const at = this.#take(value.length);
    this.#bytes.set(value, at);
  }

  /** Writes the ASCII that a text begins with, and says how many characters that is. */
  #ascii(value: string): number {
    this.#reserve(value.length);
    const bytes = this.#bytes;
    const at = this.#at;
    let i = 0;
    for (; i < value.length; i += 1) {
      const code = value.charCodeAt(i);
      if (code > 0x7f) break;
      bytes[at + i] = code;
    }
    this.#at = at + i;
    return i;
  }

  #take(length: number): number {
    const at = this.#at;
    this.#reserve(length);
    this.#at = at + length;
    return at;
  }

  #reserve(length: number): void {
    const needed = this.#at + length;
    if (needed <= this.#bytes.length) return;
    if (needed > GREATEST_INT) throw this.#tooLong(needed);
    const bytes = new Uint8Array(Math.max(needed, this.#bytes.length * 2));
    bytes.set(this.#bytes.subarray(0, this.#at));
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer);
  }

  #beyond<T extends number | bigint>(value: T, least: T, greatest: T): JuteError {
    const problem = `${value} is not a whole number from ${least} to ${greatest}`;
    const bound = value < least ? least : greatest;
    return new JuteError('out-of-range', problem, this.#place(value, bound));
  }

  #tooLong(value: number): JuteError {
    const problem = `${value} bytes are more than a frame can have`;
    return new JuteError('too-long', problem, this.#place(value, GREATEST_INT));
  }

  #place(value: number | bigint, bound: number | bigint) {
    return { record: null, field: null, offset: this.#at, value, bound };
  }
}
