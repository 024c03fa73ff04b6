const BITS = 5;
const FANOUT = 1 << BITS;
const FULL = -1;

/**
 * Which rows are taken. The lowest free one is always given out next, so that the row of a znode
 * follows from what lives, and not from what once lived: a tree that was restored goes on with the
 * same rows as one that was not. O(log n).
 *
 * Bit i of a word of level 0 is a row; bit i of a word of level k says that a whole word of level
 * k - 1 is taken.
 */
export class FreeRows {
  readonly #levels: number[][] = [[0]];

  /** Takes the lowest free row. */
  take(): number {
    if (this.#top() === FULL) this.#levels.push([1]);
    let at = 0;
    for (let level = this.#levels.length - 1; level >= 0; level -= 1) {
      const word = this.#levels[level]?.[at] ?? 0;
      at = at * FANOUT + lowestZero(word);
    }
    this.takeRow(at);
    return at;
  }

  /** Takes a row that is free. */
  takeRow(row: number): void {
    while (row >= this.#capacity()) this.#levels.push([this.#top() === FULL ? 1 : 0]);
    let at = row;
    for (const words of this.#levels) {
      const word = (words[at >>> BITS] ?? 0) | (1 << (at & (FANOUT - 1)));
      at >>>= BITS;
      while (words.length <= at) words.push(0);
      words[at] = word;
      if (word !== FULL) return;
    }
  }

  /** Gives a row back. */
  give(row: number): void {
    let at = row;
    for (const words of this.#levels) {
      const word = words[at >>> BITS] ?? 0;
      const bit = 1 << (at & (FANOUT - 1));
      at >>>= BITS;
      words[at] = word & ~bit;
      if (word !== FULL) return;
    }
  }

  #top(): number {
    return this.#levels.at(-1)?.[0] ?? 0;
  }

  #capacity(): number {
    return FANOUT ** this.#levels.length;
  }
}

/** The place of the lowest bit that is not set; not of a word all of whose bits are. */
function lowestZero(word: number): number {
  const free = ~word;
  return 31 - Math.clz32(free & -free);
}
