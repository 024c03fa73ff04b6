/** Numbers that follow from a seed: the same on every machine. */
export class Random {
  #state: number;

  constructor(seed: number) {
    this.#state = seed >>> 0;
  }

  /** A whole number from 0 to below `bound`. */
  below(bound: number): number {
    // Mulberry32.
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let mixed = this.#state;
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * bound);
  }

  chance(percent: number): boolean {
    return this.below(100) < percent;
  }

  pick<T>(among: readonly [T, ...T[]]): T {
    return among[this.below(among.length)] ?? among[0];
  }

  /** One of several things, each as often as its weight says. */
  weighted<T>(among: readonly (readonly [number, () => T])[]): T {
    let at = this.below(among.reduce((sum, [weight]) => sum + weight, 0));
    for (const [weight, make] of among) {
      if (at < weight) return make();
      at -= weight;
    }
    throw new RangeError('weights that add up to nothing');
  }
}
