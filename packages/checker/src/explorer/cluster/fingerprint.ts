import { type Permutation, Words } from '@menagerie/contract';

const scratch = new Words();

/**
 * What one component adds to the fingerprint of a world: 64 bits for each naming of the servers.
 * A world's fingerprint is the sum over its components, so a step costs only what it changes; and
 * with symmetry it is the least of the sums, so no world is ever permuted.
 *
 * @param kind tells components apart that have equal words and mean different things
 */
export function componentSums(
  namings: readonly (Permutation | null)[],
  kind: number,
  encode: (words: Words, naming: Permutation | null) => void,
): number[] {
  return namings.flatMap((naming) => {
    scratch.clear();
    scratch.push(kind);
    encode(scratch, naming);
    const { high, low } = scratch.fingerprint();
    return [high | 0, low | 0];
  });
}

/** Kinds of components; those of properties are their positions, from 0. */
export const KIND = { cell: -1, flight: -2, budget: -3, link: -4 } as const;

/** All orders of `0` to `count - 1`, the plain one first. */
export function permutations(count: number): Permutation[] {
  if (count === 0) return [[]];
  const found: Permutation[] = [];
  for (const rest of permutations(count - 1)) {
    for (let at = count - 1; at >= 0; at -= 1) {
      found.push([...rest.slice(0, at), count - 1, ...rest.slice(at)]);
    }
  }
  return found;
}
