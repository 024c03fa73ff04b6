import type { Draw } from '@menagerie/contract';

/**
 * What a number is drawn for. A number depends on the seed, its purpose and its keys, and on
 * nothing else: no generator is shared, so that one event more or less shifts no other draw.
 *
 * The values are part of what a seed means: append, never renumber.
 */
export const Purpose = {
  delay: 1,
  straggle: 2,
  loss: 3,
  duplicate: 4,
  timer: 5,
  sync: 6,
  keep: 7,
  torn: 8,
  faultGap: 9,
  faultWho: 10,
  faultLast: 11,
  faultMode: 12,
  faultSide: 13,
  commandGap: 14,
  command: 15,
  redirect: 16,
  drift: 17,
  heal: 18,
  plan: 19,
  config: 20,
  link: 21,
} as const;

export type Purpose = (typeof Purpose)[keyof typeof Purpose];

/** A whole number from 0 to 2^32 - 1. Allocates nothing. */
export function drawWord(seed: number, purpose: Purpose, a: number, b: number, c: number): number {
  let hash = 0x9e3779b9 ^ seed;
  hash = absorb(hash, purpose);
  hash = absorb(hash, a);
  hash = absorb(hash, b);
  hash = absorb(hash, c);
  hash ^= hash >>> 16;
  hash = Math.imul(hash, 0x85ebca6b);
  hash ^= hash >>> 13;
  hash = Math.imul(hash, 0xc2b2ae35);
  hash ^= hash >>> 16;
  return hash >>> 0;
}

/** A number from 0 to 1, 1 excluded. */
export function drawUnit(seed: number, purpose: Purpose, a: number, b: number, c: number): number {
  return drawWord(seed, purpose, a, b, c) / 2 ** 32;
}

/** The draws of a subject: named by text, and apart from those of every other `nth`. */
export function createDraw(seed: number, purpose: Purpose, nth: number): Draw {
  return (name, bound) =>
    Math.floor(drawUnit(seed, purpose, nth, textKey(name), 0) * Math.max(1, bound));
}

/** A 32-bit key of a text (FNV-1a over its code units): equal in every run and on every machine. */
export function textKey(name: string): number {
  let key = 0x811c9dc5;
  for (let i = 0; i < name.length; i += 1) key = Math.imul(key ^ name.charCodeAt(i), 0x01000193);
  return key | 0;
}

function absorb(hash: number, key: number): number {
  let word = Math.imul(key | 0, 0xcc9e2d51);
  word = (word << 15) | (word >>> 17);
  const mixed = hash ^ Math.imul(word, 0x1b873593);
  return (Math.imul((mixed << 13) | (mixed >>> 19), 5) + 0xe6546b64) | 0;
}
