import type { Words } from '@menagerie/contract';
import { withRoom } from './rows.ts';

/**
 * Numbers for words: equal words get the same number, from 0 on. All words lie one after the other
 * in one array, and an open-addressing table leads to them.
 */
export class Interner {
  #words = new Int32Array(1 << 10);
  /** Where the words of each number end. */
  readonly #ends: number[] = [];
  /** Rows of: number plus one (0 where free), half of the fingerprint. */
  #rows = new Int32Array(1 << 8);

  get size(): number {
    return this.#ends.length;
  }

  /** The number of these words, or -1. */
  find(words: Words): number {
    const rows = this.#rows;
    const high = words.fingerprint().high | 0;
    for (let row = this.#firstRow(high); ; row = this.#rowAfter(row)) {
      const number = (rows[row] ?? 0) - 1;
      if (number < 0) return -1;
      if (rows[row + 1] === high && this.#holds(number, words)) return number;
    }
  }

  /** A number for words that have none. */
  add(words: Words): number {
    const number = this.size;
    const begin = this.#beginOf(number);
    const end = begin + words.length;
    this.#words = withRoom(this.#words, end);
    words.copyTo(this.#words, begin);
    this.#ends.push(end);
    if (number * 4 > this.#rows.length) this.#grow();
    this.#put(words.fingerprint().high | 0, number);
    return number;
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
