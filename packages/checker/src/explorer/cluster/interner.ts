import type { Words } from '@menagerie/contract';

/**
 * Numbers for values: equal words get the same number, from 0 on. With each number goes what the
 * value adds to the fingerprint of a world, once for each way of renaming the servers.
 */
export class Interner<T> {
  readonly #values: T[] = [];
  readonly #words: Int32Array[] = [];
  readonly #byFingerprint = new Map<number, number[]>();
  readonly #stride: number;
  #sums: Int32Array;

  /** @param namings how many ways of renaming there are, the plain one included */
  constructor(namings: number) {
    this.#stride = namings * 2;
    this.#sums = new Int32Array(64 * this.#stride);
  }

  get size(): number {
    return this.#values.length;
  }

  /** Two words for each naming, from `number * 2 * namings` on. Not to be kept: it is replaced. */
  get sums(): Int32Array {
    return this.#sums;
  }

  /** The number of the value with these words, or -1. */
  find(words: Words): number {
    const same = this.#byFingerprint.get(words.fingerprint().high) ?? [];
    const content = words.toArray();
    for (const number of same) if (equal(this.#words[number], content)) return number;
    return -1;
  }

  /** A number for a value that has none, and what it adds under each naming. */
  add(words: Words, value: T, sums: readonly number[]): number {
    const number = this.#values.length;
    this.#values.push(value);
    this.#words.push(words.toArray());
    const { high } = words.fingerprint();
    const same = this.#byFingerprint.get(high);
    if (same === undefined) this.#byFingerprint.set(high, [number]);
    else same.push(number);
    if ((number + 1) * this.#stride > this.#sums.length) {
      const larger = new Int32Array(this.#sums.length * 2);
      larger.set(this.#sums);
      this.#sums = larger;
    }
    this.#sums.set(sums, number * this.#stride);
    return number;
  }

  /** @throws RangeError for a number that was never given */
  at(number: number): T {
    const value = this.#values[number];
    if (value === undefined) throw new RangeError(`nothing has the number ${number}`);
    return value;
  }
}

function equal(a: Int32Array | undefined, b: Int32Array): boolean {
  if (a === undefined || a.length !== b.length) return false;
  for (let i = 0; i < b.length; i += 1) if (a[i] !== b[i]) return false;
  return true;
}
