/** Draws a whole number from 0 to `bound - 1`. */
export type Pick = (bound: number) => number;

/**
 * Choices that are the same every time: xorshift with 32 bits (Marsaglia 2003) from a fixed seed.
 */
export function createPick(): Pick {
  let word = 0x2545f491;
  return (bound) => {
    word ^= word << 13;
    word ^= word >>> 17;
    word ^= word << 5;
    return (word >>> 0) % Math.max(1, bound);
  };
}
