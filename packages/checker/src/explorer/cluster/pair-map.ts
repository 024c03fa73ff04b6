/** No pair of that kind is known. */
export const ABSENT = -1;

/**
 * From pairs of 32-bit numbers to whole numbers from 0 to 2^31 - 2. Open addressing; nothing is
 * removed.
 */
export class PairMap {
  /** Rows of: first, second, value plus one (0 where free). */
  #rows: Int32Array;
  #mask: number;
  #size = 0;

  /** @param capacity a power of two */
  constructor(capacity: number = 1 << 10) {
    this.#rows = new Int32Array(capacity * 3);
    this.#mask = capacity - 1;
  }

  /** @returns the value, or {@link ABSENT} */
  get(first: number, second: number): number {
    const rows = this.#rows;
    let row = mix(first, second) & this.#mask;
    for (;;) {
      const at = row * 3;
      const value = rows[at + 2] ?? 0;
      if (value === 0) return ABSENT;
      if (rows[at] === first && rows[at + 1] === second) return value - 1;
      row = (row + 1) & this.#mask;
    }
  }

  /** Adds a pair that is absent. */
  add(first: number, second: number, value: number): void {
    if (this.#size * 2 > this.#mask) this.#grow();
    this.#put(first, second, value + 1);
    this.#size += 1;
  }

  #put(first: number, second: number, marked: number): void {
    const rows = this.#rows;
    let row = mix(first, second) & this.#mask;
    while (rows[row * 3 + 2] !== 0) row = (row + 1) & this.#mask;
    rows[row * 3] = first;
    rows[row * 3 + 1] = second;
    rows[row * 3 + 2] = marked;
  }

  #grow(): void {
    const old = this.#rows;
    this.#rows = new Int32Array(old.length * 2);
    this.#mask = this.#mask * 2 + 1;
    for (let at = 0; at < old.length; at += 3) {
      const marked = old[at + 2] ?? 0;
      if (marked !== 0) this.#put(old[at] ?? 0, old[at + 1] ?? 0, marked);
    }
  }
}

function mix(first: number, second: number): number {
  let mixed = Math.imul(first, 0x9e3779b1) ^ Math.imul(second, 0x85ebca6b);
  mixed ^= mixed >>> 15;
  mixed = Math.imul(mixed, 0xc2b2ae35);
  return mixed ^ (mixed >>> 13);
}
