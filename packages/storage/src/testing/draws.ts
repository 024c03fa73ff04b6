/** Numbers that are the same for the same seed: mulberry32. */
export class Draws {
  #word: number;

  constructor(seed: number) {
    this.#word = seed | 0;
  }

  /** A whole number from 0 to below `bound`. */
  below(bound: number): number {
    this.#word = (this.#word + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.#word ^ (this.#word >>> 15), this.#word | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * bound);
  }

  /** Heads or tails. */
  flip(): boolean {
    return this.below(2) === 0;
  }
}
