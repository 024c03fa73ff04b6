import type { Draw } from '@menagerie/contract';
import type { Quorums } from '../quorums.ts';

/** Quorums of the first so many servers: mostly a majority; at times two sizes, or weights. */
export function drawQuorums(draw: Draw, members: number): Quorums {
  const set = (1 << members) - 1;
  const roll = draw('quorums', 10);
  if (roll < 6) return { type: 'majority', members: set };
  if (roll < 8) {
    const write = 1 + draw('write-quorum', members);
    return { type: 'flexible', members: set, read: members + 1 - write, write };
  }
  return {
    type: 'weighted',
    weights: Array.from({ length: members }, (_, id) => 1 + draw(`weight ${id}`, 3)),
  };
}
