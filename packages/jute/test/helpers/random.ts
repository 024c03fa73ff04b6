import type { Shape } from '@menagerie/jute';

/** Numbers that look random and depend on nothing but the seed (Steele and Vigna's splitmix32). */
export class Random {
  #state: number;

  constructor(seed: number) {
    this.#state = seed | 0;
  }

  /** Any 32 bits, signed. */
  int(): number {
    this.#state = (this.#state + 0x9e3779b9) | 0;
    let mixed = this.#state ^ (this.#state >>> 16);
    mixed = Math.imul(mixed, 0x21f0aaad);
    mixed ^= mixed >>> 15;
    mixed = Math.imul(mixed, 0x735a2d97);
    return mixed ^ (mixed >>> 15);
  }

  /** From 0 to `bound - 1`. */
  below(bound: number): number {
    return (this.int() >>> 0) % bound;
  }

  pick<T>(values: readonly T[]): T {
    const value = values[this.below(values.length)];
    if (value === undefined) throw new Error('nothing to pick from');
    return value;
  }

  long(): bigint {
    return (BigInt(this.int()) << 32n) | BigInt(this.int() >>> 0);
  }

  bytes(length: number): Uint8Array {
    return Uint8Array.from({ length }, () => this.below(256));
  }
}

const letters = ['a', '/', 'é', '路', '￿', '🦁', '\u{10ffff}', '\0', '\u{feff}'];

/** How the choices in a value are made. */
export interface Choices {
  readonly isNull: () => boolean;
  readonly length: (longest: number) => number;
  readonly random: Random;
}

export const anyChoices = (random: Random): Choices => ({
  isNull: () => random.below(6) === 0,
  length: (longest) => random.below(longest + 1),
  random,
});

/** A value of a shape. */
export function valueOf(shape: Shape, choices: Choices): unknown {
  const { isNull, length, random } = choices;
  switch (shape.type) {
    case 'bool':
      return random.below(2) === 1;
    case 'int':
      return random.pick([random.int(), 0, -1, 2 ** 31 - 1, -(2 ** 31)]);
    case 'long':
      return random.pick([random.long(), 0n, -1n, 2n ** 63n - 1n, -(2n ** 63n)]);
    case 'ustring':
      return isNull()
        ? null
        : Array.from({ length: length(90) }, () => random.pick(letters)).join('');
    case 'buffer':
      return isNull() ? null : random.bytes(length(40));
    case 'nothing':
      return null;
    case 'vector':
      return isNull() ? null : Array.from({ length: length(4) }, () => valueOf(shape.of, choices));
    case 'trailing':
      return isNull() ? null : valueOf(shape.of, choices);
    case 'record':
      return Object.fromEntries(
        shape.fields.map(([name, field]) => [name, valueOf(field, choices)]),
      );
    case 'sequence':
      return Array.from({ length: length(4) }, () => {
        const [type, body] = random.pick(shape.variants);
        return { type, body: valueOf(body, choices) };
      });
  }
}
