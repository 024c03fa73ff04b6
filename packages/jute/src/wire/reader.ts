import { JuteError } from '../errors.ts';
import { type JuteLimits, longestField } from '../limits.ts';
import { decodeText } from './text.ts';

const NOTHING = new Uint8Array(0);

/**
 * Reads the primitives of jute from a frame, one after the other. One reader serves any number of
 * frames: `reset` gives it the next.
 *
 * It copies no bytes: a buffer that it reads is a view into the frame, and lives and changes with
 * the memory below it. Who keeps one beyond the handling of the frame copies it (`bytes.slice()`),
 * for two reasons: whoever owns the memory may use it anew, and a view of four bytes keeps the
 * whole chunk of the socket alive.
 *
 * What is behind the last field that was asked for is ignored, as all of ZooKeeper's
 * implementations do: that is how fields were added to the protocol.
 */
export class JuteReader {
  readonly #longest: number;
  #bytes: Uint8Array = NOTHING;
  #view: DataView;
  #base = 0;
  #end = 0;
  #offset = 0;

  constructor(frame: Uint8Array = NOTHING, limits: JuteLimits = {}) {
    this.#longest = longestField(limits);
    this.#view = new DataView(frame.buffer);
    this.reset(frame);
  }

  /** Starts over with another frame, given without its length. */
  reset(frame: Uint8Array): void {
    // Frames out of one chunk share its memory, and so one view: making one costs more than a read.
    if (frame.buffer !== this.#view.buffer) this.#view = new DataView(frame.buffer);
    this.#bytes = frame;
    this.#base = frame.byteOffset;
    this.#end = frame.length;
    this.#offset = 0;
  }

  /** Bytes read so far. */
  get offset(): number {
    return this.#offset;
  }

  /** Reads on from elsewhere in the frame: from an offset that this reader had. */
  rewind(offset: number): void {
    this.#offset = offset;
  }

  /** Bytes not yet read. */
  get remaining(): number {
    return this.#end - this.#offset;
  }

  /** From -128 to 127. */
  byte(): number {
    const at = this.#take(1);
    return this.#view.getInt8(at);
  }

  /** Any byte but zero is true. */
  bool(): boolean {
    const at = this.#take(1);
    return this.#view.getUint8(at) !== 0;
  }

  /** From -2^31 to 2^31 - 1. */
  int(): number {
    const at = this.#take(4);
    return this.#view.getInt32(at);
  }

  /** From -2^63 to 2^63 - 1. */
  long(): bigint {
    const at = this.#take(8);
    return this.#view.getBigInt64(at);
  }

  /**
   * The upper half of a long, signed; {@link longLow} must come next. Two halves allocate nothing,
   * where a `bigint` always does.
   */
  longHigh(): number {
    return this.int();
  }

  /** The lower half of a long, from 0 to 2^32 - 1. */
  longLow(): number {
    const at = this.#take(4);
    return this.#view.getUint32(at);
  }

  /** Null and the empty string are two things, and both travel. */
  ustring(): string | null {
    const length = this.#length();
    if (length < 0) return null;
    const at = this.#offset;
    this.#offset = at + length;
    return decodeText(this.#bytes, at, length);
  }

  /** A view into the frame, not a copy; null and empty are two things. */
  buffer(): Uint8Array | null {
    const length = this.#length();
    return length < 0 ? null : this.#slice(length);
  }

  /**
   * How many elements of a vector follow; null for a null vector. As in ZooKeeper any other count
   * below zero is an empty vector. A count of elements of `leastBytes` each that the frame has no
   * room for is refused before anybody allocates by it.
   */
  count(leastBytes: number): number | null {
    const at = this.#offset;
    const count = this.int();
    if (count === -1) return null;
    if (count * leastBytes > this.remaining) throw this.#short(at, count * leastBytes);
    return Math.max(count, 0);
  }

  /** All bytes not yet read, as a view. */
  rest(): Uint8Array {
    return this.#slice(this.remaining);
  }

  #take(length: number): number {
    const at = this.#offset;
    if (at + length > this.#end) throw this.#short(at, length);
    this.#offset = at + length;
    return this.#base + at;
  }

  #slice(length: number): Uint8Array {
    return new Uint8Array(this.#view.buffer, this.#take(length), length);
  }

  #length(): number {
    const at = this.#offset;
    const length = this.int();
    if (length < -1) throw negative(at, length);
    if (length > this.#longest) throw tooLong(at, length, this.#longest);
    if (length > this.remaining) throw this.#short(at, length);
    return length;
  }

  #short(offset: number, value: number): JuteError {
    const bound = this.remaining;
    const problem = `the frame ends here: ${value} bytes are needed and ${bound} are left`;
    return new JuteError('short-frame', problem, place(offset, value, bound));
  }
}

function place(offset: number, value: number, bound: number) {
  return { record: null, field: null, offset, value, bound };
}

function negative(offset: number, value: number): JuteError {
  const problem = `a length of ${value}, where only -1, which is null, may be below zero`;
  return new JuteError('negative-length', problem, place(offset, value, -1));
}

function tooLong(offset: number, value: number, bound: number): JuteError {
  const problem = `a length of ${value} bytes is over the limit of ${bound}: send less, or raise maxBytes or extraBytes`;
  return new JuteError('too-long', problem, place(offset, value, bound));
}
