import { withRoom } from './rows.ts';

/** Lists of numbers, one after the other in one array. */
export class Lists {
  /** All of them. Not to be kept: it is replaced as it grows. */
  words: Int32Array<ArrayBuffer> = new Int32Array(1 << 10);
  #ends: Int32Array<ArrayBuffer> = new Int32Array(1 << 8);
  #size = 0;

  /** Adds the first numbers of an array. */
  add(list: ArrayLike<number>, count: number): void {
    const from = this.endOf(this.#size - 1);
    const end = from + count;
    this.words = withRoom(this.words, end);
    for (let i = 0; i < count; i += 1) this.words[from + i] = list[i] ?? 0;
    this.#ends = withRoom(this.#ends, this.#size + 1);
    this.#ends[this.#size] = end;
    this.#size += 1;
  }

  /** Where a list begins among {@link words}. */
  beginOf(nth: number): number {
    return this.endOf(nth - 1);
  }

  /** Where it ends. */
  endOf(nth: number): number {
    return nth < 0 ? 0 : (this.#ends[nth] ?? 0);
  }
}
