import { ContractError } from '../errors.ts';

/** Longest byte string or list that a frame may announce; a guard against memory, not a format. */
const MAX_LENGTH = 0x4000_0000;

/** Builds a frame: unsigned integers as base-128 varints, byte strings with their length. */
export class Writer {
  #bytes = new Uint8Array(64);
  #length = 0;

  /** @param value a whole number from 0 to 2^53 - 1 */
  uint(value: number): void {
    let rest = value;
    while (rest >= 0x80) {
      this.#byte((rest % 0x80) | 0x80);
      rest = Math.floor(rest / 0x80);
    }
    this.#byte(rest);
  }

  bytes(value: Uint8Array): void {
    this.uint(value.length);
    this.#reserve(value.length);
    this.#bytes.set(value, this.#length);
    this.#length += value.length;
  }

  /** The frame so far, copied. */
  finish(): Uint8Array {
    return this.#bytes.slice(0, this.#length);
  }

  #byte(value: number): void {
    this.#reserve(1);
    this.#bytes[this.#length] = value;
    this.#length += 1;
  }

  #reserve(more: number): void {
    if (this.#length + more <= this.#bytes.length) return;
    const larger = new Uint8Array(Math.max(this.#bytes.length * 2, this.#length + more));
    larger.set(this.#bytes);
    this.#bytes = larger;
  }
}

/** Reads a frame. Byte strings are views into it: nothing is copied. */
export class Reader {
  readonly #bytes: Uint8Array;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  /** Bytes not read yet. */
  get left(): number {
    return this.#bytes.length - this.#at;
  }

  /** @throws ContractError `invalid-frame` when the frame ends early or the value passes 2^53 - 1 */
  uint(): number {
    let value = 0;
    let scale = 1;
    for (;;) {
      const byte = this.#bytes[this.#at];
      if (byte === undefined) throw this.error('the frame ends within a number');
      this.#at += 1;
      value += (byte & 0x7f) * scale;
      if (!Number.isSafeInteger(value)) throw this.error('a number is larger than 2^53 - 1');
      if (byte < 0x80) return value;
      scale *= 0x80;
    }
  }

  /** The number of items that follow; each takes at least one byte, so more than are left is a lie. */
  count(): number {
    const count = this.uint();
    if (count > this.left) throw this.error(`announces ${count} items in ${this.left} bytes`);
    return count;
  }

  /** @throws ContractError `invalid-frame` when fewer bytes are left than announced */
  bytes(): Uint8Array {
    const length = this.uint();
    if (length > this.left || length > MAX_LENGTH) {
      throw this.error(`announces ${length} bytes, ${this.left} are left`);
    }
    const view = this.#bytes.subarray(this.#at, this.#at + length);
    this.#at += length;
    return view;
  }

  error(what: string): ContractError {
    return new ContractError('invalid-frame', `byte ${this.#at}`, what);
  }
}
