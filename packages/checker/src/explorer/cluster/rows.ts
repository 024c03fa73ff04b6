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

  add(row: ArrayLike<number>): void {
    const at = this.#size * this.width;
    this.#size += 1;
    this.words = withRoom(this.words, at + this.width);
    for (let i = 0; i < this.width; i += 1) this.words[at + i] = row[i] ?? 0;
  }
}

/** The array itself, or a copy that is at least twice as long. */
export function withRoom(array: Int32Array<ArrayBuffer>, length: number): Int32Array<ArrayBuffer> {
  if (length <= array.length) return array;
  const larger = new Int32Array(Math.max(length, array.length * 2));
  larger.set(array);
  return larger;
}
