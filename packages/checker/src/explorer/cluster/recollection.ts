/**
 * What was found out for two numbers and the cells of all servers, as long as nothing that falls on
 * the same place takes it away: a small memory that is always fast, before a large one that knows
 * everything.
 */
export class Recollection {
  readonly #shift: number;
  readonly #width: number;
  /** Rows of: value plus one (0 where free), the two numbers, the cells. */
  readonly #rows: Int32Array;

  /** @param bits 2 to the power of this is the number of places */
  constructor(bits: number, cells: number) {
    this.#shift = 32 - bits;
    this.#width = 3 + cells;
    this.#rows = new Int32Array((1 << bits) * this.#width);
  }

  /** @returns the value, or -1 if it is forgotten, or never was known */
  find(first: number, second: number, cells: Int32Array): number {
    const rows = this.#rows;
    const at = this.#placeOf(first, second, cells);
    if (rows[at + 1] !== first || rows[at + 2] !== second) return -1;
    for (let i = 0; i < cells.length; i += 1) if (rows[at + 3 + i] !== cells[i]) return -1;
    return (rows[at] ?? 0) - 1;
  }

  add(first: number, second: number, cells: Int32Array, value: number): void {
    const rows = this.#rows;
    const at = this.#placeOf(first, second, cells);
    rows[at] = value + 1;
    rows[at + 1] = first;
    rows[at + 2] = second;
    for (let i = 0; i < cells.length; i += 1) rows[at + 3 + i] = cells[i] ?? 0;
  }

  #placeOf(first: number, second: number, cells: Int32Array): number {
    let hash = Math.imul(first, 0x9e3779b1) ^ second;
    for (let i = 0; i < cells.length; i += 1) {
      hash = Math.imul(hash ^ (hash >>> 15) ^ (cells[i] ?? 0), 0x85ebca6b);
    }
    return (Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35) >>> this.#shift) * this.#width;
  }
}
