import type { Permutation, ProtocolSchemas, Shape, Words } from '@menagerie/contract';
import { type Cell, encodeCell } from './cell.ts';
import { componentSums, KIND } from './fingerprint.ts';

/** A part of a world: its kind, and how it is written down. */
export interface Part {
  readonly kind: number;
  readonly encode: (words: Words, naming: Permutation | null) => void;
}

export function cellPart<S extends Shape>(schemas: ProtocolSchemas<S>, cell: Cell<S> | null): Part {
  return {
    kind: KIND.cell,
    encode: (words, naming) => {
      if (cell !== null) encodeCell(schemas, cell, words, naming);
    },
  };
}

/**
 * A key of parts of a world, equal for worlds that differ by the names of servers only. Goes by the
 * parts themselves and not by their numbers, so that tests can hold it against those.
 */
export function outlineOf(
  namings: readonly (Permutation | null)[],
  parts: readonly Part[],
): string {
  const named = namings.map((naming) => {
    let [high, low] = [0, 0];
    for (const { kind, encode } of parts) {
      const [first = 0, second = 0] = componentSums([naming], kind, encode);
      high = (high + first) | 0;
      low = (low + second) | 0;
    }
    return `${high} ${low}`;
  });
  return named.toSorted()[0] ?? '';
}
