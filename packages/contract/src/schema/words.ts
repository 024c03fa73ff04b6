/** A growing sequence of 32-bit words: the canonical form of a value. Reused between values. */
export class Words {
  #items = new Int32Array(256);
  #length = 0;

  get length(): number {
    return this.#length;
  }

  push(word: number): void {
    if (this.#length === this.#items.length) {
      const larger = new Int32Array(this.#items.length * 2);
      larger.set(this.#items);
      this.#items = larger;
    }
    this.#items[this.#length] = word;
    this.#length += 1;
  }

  pushAll(...words: readonly number[]): void {
    for (const word of words) this.push(word);
  }

  clear(): void {
    this.#length = 0;
  }

  /** The words so far, copied. */
  toArray(): Int32Array {
    return this.#items.slice(0, this.#length);
  }

  /** Copies the words so far into an array that has room for them. */
  copyTo(into: Int32Array, at: number): void {
    for (let i = 0; i < this.#length; i += 1) into[at + i] = this.#items[i] ?? 0;
  }

  /** Whether the words so far stand in an array from a place on. */
  matches(other: Int32Array, from: number): boolean {
    for (let i = 0; i < this.#length; i += 1) if (other[from + i] !== this.#items[i]) return false;
    return true;
  }

  /**
   * A 64-bit fingerprint of the words: two independent 32-bit hashes (the finalizer of MurmurHash3
   * over two multiplicative streams). Not cryptographic; at 10^8 values the chance of any
   * collision is about 3 in 10^4.
   */
  fingerprint(): Fingerprint {
    let high = 0x9e3779b9 ^ this.#length;
    let low = 0x85ebca6b ^ this.#length;
    for (let i = 0; i < this.#length; i += 1) {
      // Unspread, the topmost bit of one word and a lower one of the next undo each other in `high`.
      const word = Math.imul(this.#items[i] ?? 0, 0x9e3779b1);
      high = Math.imul(high ^ word ^ (word >>> 15), 0xcc9e2d51);
      high = (high << 15) | (high >>> 17);
      low = Math.imul(low ^ ((word << 16) | (word >>> 16)), 0x1b873593);
      low = (low << 13) | (low >>> 19);
      low = (low + high) | 0;
    }
    return { high: mix(high), low: mix(low ^ Math.imul(high, 0xe6546b64)) };
  }
}

/** Sixty-four bits as two unsigned halves. */
export interface Fingerprint {
  readonly high: number;
  readonly low: number;
}

/** Sixteen hexadecimal digits. */
export function fingerprintText({ high, low }: Fingerprint): string {
  return high.toString(16).padStart(8, '0') + low.toString(16).padStart(8, '0');
}

function mix(hash: number): number {
  let mixed = hash ^ (hash >>> 16);
  mixed = Math.imul(mixed, 0x85ebca6b);
  mixed ^= mixed >>> 13;
  mixed = Math.imul(mixed, 0xc2b2ae35);
  mixed ^= mixed >>> 16;
  return mixed >>> 0;
}
