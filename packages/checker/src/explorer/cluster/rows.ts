/** Numbers in rows of equal width, one after the other; it grows as rows are added. */
export class Rows {
  readonly width: number;
  /** Not to be kept: it is replaced as it grows. */
  words: Int32Array<ArrayBuffer>;
  #size = 0;

  constructor(width: number) {
    this.width = width;
    this.words = new Int32Array(1024 * width);
  }

  get size(): number {
    return this.#size;
  }

  add(row: readonly number[]): void {
    const at = this.#size * this.width;
    this.#size += 1;
    if (at + this.width > this.words.length) {
      const larger = new Int32Array(this.words.length * 2);
      larger.set(this.words);
      this.words = larger;
    }
    for (let i = 0; i < this.width; i += 1) this.words[at + i] = row[i] ?? 0;
  }
}
