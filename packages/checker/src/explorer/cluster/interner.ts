import type { Words } from '@menagerie/contract';

/**
 * Numbers for values: equal words get the same number, from 0 on. With each number goes what the
 * value adds to the fingerprint of a world, once for each way of renaming the servers.
 *
 * All words lie one after the other in one array, and an open-addressing table leads to them.
 */
export class Interner<T> {
  readonly #values: T[] = [];
  #words = new Int32Array(1 << 10);
  /** Where the words of each number end. */
  readonly #ends: number[] = [];
  /** Rows of: number plus one (0 where free), half of the fingerprint. */
  #rows = new Int32Array(1 << 8);
  readonly #stride: number;
  #sums: Int32Array<ArrayBuffer>;

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
    const rows = this.#rows;
    const high = words.fingerprint().high | 0;
    for (let row = this.#firstRow(high); ; row = this.#rowAfter(row)) {
      const number = (rows[row] ?? 0) - 1;
      if (number < 0) return -1;
      if (rows[row + 1] === high && this.#holds(number, words)) return number;
    }
  }

  /** A number for a value that has none, and what it adds under each naming. */
  add(words: Words, value: T, sums: readonly number[]): number {
    const number = this.#values.length;
    const begin = this.#beginOf(number);
    const end = begin + words.length;
    this.#words = withRoom(this.#words, end);
    words.copyTo(this.#words, begin);
    this.#values.push(value);
    this.#ends.push(end);
    if (number * 4 > this.#rows.length) this.#grow();
    this.#put(words.fingerprint().high | 0, number);
    this.#sums = withRoom(this.#sums, (number + 1) * this.#stride);
    this.#sums.set(sums, number * this.#stride);
    return number;
  }

  /** @throws RangeError for a number that was never given */
  at(number: number): T {
    const value = this.#values[number];
    if (value === undefined) throw new RangeError(`nothing has the number ${number}`);
    return value;
  }

  /** The words of the value with that number. Not to be kept, and not to be written to. */
  wordsOf(number: number): Int32Array {
    return this.#words.subarray(this.#beginOf(number), this.#ends[number] ?? 0);
  }

  #beginOf(number: number): number {
    return this.#ends[number - 1] ?? 0;
  }

  #holds(number: number, words: Words): boolean {
    const begin = this.#beginOf(number);
    return this.#ends[number] === begin + words.length && words.matches(this.#words, begin);
  }

  #firstRow(high: number): number {
    return (high * 2) & (this.#rows.length - 1);
  }

  #rowAfter(row: number): number {
    return (row + 2) & (this.#rows.length - 1);
  }

  #put(high: number, number: number): void {
    let row = this.#firstRow(high);
    while (this.#rows[row] !== 0) row = this.#rowAfter(row);
    this.#rows[row] = number + 1;
    this.#rows[row + 1] = high;
  }

  #grow(): void {
    const old = this.#rows;
    this.#rows = new Int32Array(old.length * 2);
    for (let row = 0; row < old.length; row += 2) {
      const number = (old[row] ?? 0) - 1;
      if (number >= 0) this.#put(old[row + 1] ?? 0, number);
    }
  }
}

/** The array itself, or a copy that is at least twice as long. */
function withRoom(array: Int32Array<ArrayBuffer>, length: number): Int32Array<ArrayBuffer> {
  if (length <= array.length) return array;
  const larger = new Int32Array(Math.max(length, array.length * 2));
  larger.set(array);
  return larger;
}
