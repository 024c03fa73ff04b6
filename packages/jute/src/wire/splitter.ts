import { JuteError } from '../errors.ts';
import { MAX_BYTES } from '../limits.ts';
import { type FourLetterWord, wordOf } from './words.ts';

/** What a {@link FrameSplitter} looks for. */
export interface FrameSplitterOptions {
  /** The longest frame, in bytes. By default {@link MAX_BYTES}, as in ZooKeeper. */
  readonly maxBytes?: number;
  /**
   * Whether the stream may begin with a four-letter word instead of a length: so it is for what a
   * server reads. By default not.
   */
  readonly words?: boolean;
}

/** The least that is set aside for a frame that comes in pieces. */
const LEAST_GATHERED = 1024;

/**
 * Cuts a stream of chunks into frames. Push what arrives, then ask for frames until there is none;
 * who stops asking leaves the rest waiting.
 *
 * A frame that lies in one chunk is a view into it; one that spans chunks is copied together, into
 * memory that grows with what has arrived and not by what a length claims.
 */
export class FrameSplitter {
  readonly #maxBytes: number;
  readonly #chunks: Uint8Array[] = [];
  /** Where the first chunk is read from. */
  #at = 0;
  #waiting = 0;
  #mayBeWord: boolean;
  #word: FourLetterWord | null = null;
  /** The bytes of a length so far, and how many they are. */
  #prefix = 0;
  #prefixBytes = 0;
  /** The pieces so far of a frame that spans chunks, and how many bytes they are. */
  #gathered: Uint8Array | null = null;
  #gatheredBytes = 0;

  constructor({ maxBytes = MAX_BYTES, words = false }: FrameSplitterOptions = {}) {
    this.#maxBytes = maxBytes;
    this.#mayBeWord = words;
  }

  /** Adds what arrived. The chunk is not copied: it must not change until its frames are done with. */
  push(chunk: Uint8Array): void {
    if (chunk.length === 0) return;
    this.#chunks.push(chunk);
    this.#waiting += chunk.length;
  }

  /** Bytes that were pushed and are in no frame that was given out. */
  get waiting(): number {
    return this.#waiting;
  }

  /** The word that the stream began with; after one there are no frames. */
  get word(): FourLetterWord | null {
    return this.#word;
  }

  /**
   * The next frame without its length, or null until more arrives.
   *
   * @throws {@link JuteError} where a length is below zero or over the limit: the stream is lost,
   * and every further call throws as well.
   */
  next(): Uint8Array | null {
    if (this.#word !== null || !this.#readPrefix()) return null;
    const length = this.#prefix;
    this.#checkLength(length);
    if (this.#gathered === null) {
      const view = this.#viewOf(length);
      if (view !== null) return this.#given(view);
    }
    return this.#gather(length);
  }

  /** What came behind the word so far, such as the mask of `stmk`; takes it off. */
  afterWord(): Uint8Array {
    const rest = new Uint8Array(this.#word === null ? 0 : this.#waiting);
    let at = 0;
    while (at < rest.length) at += this.#move(rest, at, rest.length - at);
    this.#waiting -= at;
    return rest;
  }

  /** Whether the four bytes of a length are there, and are a length. */
  #readPrefix(): boolean {
    for (; this.#prefixBytes < 4; this.#prefixBytes += 1) {
      const byte = this.#takeByte();
      if (byte === null) return false;
      this.#prefix = (this.#prefix << 8) | byte;
    }
    if (this.#mayBeWord) {
      this.#mayBeWord = false;
      this.#word = wordOf(this.#prefix);
      if (this.#word !== null) this.#waiting -= 4;
    }
    return this.#word === null;
  }

  #takeByte(): number | null {
    const chunk = this.#chunks[0];
    if (chunk === undefined) return null;
    const byte = chunk[this.#at] ?? 0;
    this.#advance(chunk, 1);
    return byte;
  }

  #advance(chunk: Uint8Array, length: number): void {
    this.#at += length;
    if (this.#at < chunk.length) return;
    this.#chunks.shift();
    this.#at = 0;
  }

  /** The frame as a view, where the first chunk has all of it. */
  #viewOf(length: number): Uint8Array | null {
    const chunk = this.#chunks[0];
    if (chunk === undefined || chunk.length - this.#at < length) return null;
    const view = chunk.subarray(this.#at, this.#at + length);
    this.#advance(chunk, length);
    return view;
  }

  #gather(length: number): Uint8Array | null {
    while (this.#gatheredBytes < length) {
      const chunk = this.#chunks[0];
      if (chunk === undefined) return null;
      const needed =
        this.#gatheredBytes + Math.min(chunk.length - this.#at, length - this.#gatheredBytes);
      const into = this.#room(needed, length);
      this.#gatheredBytes += this.#move(into, this.#gatheredBytes, length - this.#gatheredBytes);
    }
    const frame = this.#gathered?.subarray(0, length) ?? new Uint8Array(0);
    this.#gathered = null;
    this.#gatheredBytes = 0;
    return this.#given(frame);
  }

  /** Memory for the pieces: twice what is needed now, and never more than the frame. */
  #room(needed: number, length: number): Uint8Array {
    const old = this.#gathered;
    if (old !== null && old.length >= needed) return old;
    const grown = new Uint8Array(Math.min(length, Math.max(needed * 2, LEAST_GATHERED)));
    if (old !== null) grown.set(old.subarray(0, this.#gatheredBytes));
    this.#gathered = grown;
    return grown;
  }

  /** Moves bytes of the first chunk, at most `most` of them, and says how many. */
  #move(into: Uint8Array, at: number, most: number): number {
    const chunk = this.#chunks[0];
    if (chunk === undefined) return 0;
    const piece = chunk.subarray(this.#at, this.#at + most);
    into.set(piece, at);
    this.#advance(chunk, piece.length);
    return piece.length;
  }

  #given(frame: Uint8Array): Uint8Array {
    this.#waiting -= 4 + frame.length;
    this.#prefix = 0;
    this.#prefixBytes = 0;
    return frame;
  }

  #checkLength(value: number): void {
    const at = { record: null, field: 'length', offset: 0, value };
    if (value < 0) {
      const problem = `a frame cannot have ${value} bytes${guess(value)}`;
      throw new JuteError('negative-length', problem, { ...at, bound: 0 });
    }
    if (value > this.#maxBytes) {
      const bound = this.#maxBytes;
      const problem = `a frame of ${value} bytes is over the limit of ${bound}${guess(value)}`;
      throw new JuteError('too-long', problem, { ...at, bound });
    }
  }
}

/** What somebody is likely to speak whose first four bytes are such a length. */
function guess(length: number): string {
  const text = String.fromCharCode(...[24, 16, 8, 0].map((shift) => (length >>> shift) & 0xff));
  if (/^(GET |POST|PUT |HEAD|OPTI)$/.test(text)) return ': this is HTTP, and the port is not';
  if (length >>> 16 === 0x1603) return ': this is TLS, and the port is not';
  if (/^[a-z]{4}$/.test(text)) return `: ${text} is no known four-letter word`;
  return ': raise maxBytes if such frames are meant';
}
