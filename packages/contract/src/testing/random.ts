import type { Draw } from '../subject.ts';

/** A stream of whole numbers; enough for walks of a test kit, and the same everywhere. */
export interface Random {
  /** From 0 to `bound - 1`. */
  below(bound: number): number;
  chance(probability: number): boolean;
  pick<T>(items: readonly T[]): T | undefined;
  /** Ignores the purpose: in a walk the order of draws is fixed. */
  readonly draw: Draw;
}

/** Mulberry32 (public domain, Tommy Ettinger): 32 bits of state. */
export function createRandom(seed: number): Random {
  let state = seed | 0;
  const below = (bound: number): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % bound;
  };
  return {
    below,
    chance: (probability) => below(1_000_000) < probability * 1_000_000,
    pick: (items) => (items.length === 0 ? undefined : items[below(items.length)]),
    draw: (_purpose, bound) => below(bound),
  };
}
