import { type Permutation, Words } from '@menagerie/contract';
import type { Namings } from './namings.ts';
import { leastOf, Orbits } from './orbits.ts';
import { ABSENT, PairMap } from './pair-map.ts';

/** How a kind of things is written down and renamed. */
export interface KindOf<T> {
  /** Tells kinds apart whose words are equal and mean different things. */
  readonly kind: number;
  encode(value: T, words: Words, naming: Permutation | null): void;
  rename(value: T, by: Permutation): T;
}

const scratch = new Words();

/** Values with numbers, as {@link Orbits} has them. A renaming of a value that was met is made when it is asked for. */
export class Things<T> {
  readonly orbits: Orbits;
  readonly #kind: KindOf<T>;
  readonly #values = new Map<number, T>();
  /** The number under which each orbit was met first. */
  readonly #met: number[] = [];
  /** Numbers by plain fingerprints. */
  readonly #known = new PairMap();
  readonly #sums: Int32Array;

  constructor(namings: Namings, kind: KindOf<T>) {
    this.orbits = new Orbits(namings);
    this.#kind = kind;
    this.#sums = new Int32Array(namings.count * 2);
  }

  /** The number of a value; equal values have equal numbers. */
  numberOf(value: T): number {
    const { namings } = this.orbits;
    const { high, low } = this.#fingerprint(value, null);
    const known = this.#known.get(high | 0, low | 0);
    if (known !== ABSENT) return known;
    this.#sums[0] = high;
    this.#sums[1] = low;
    for (let naming = 1; naming < namings.count; naming += 1) {
      const sum = this.#fingerprint(value, namings.all[naming] ?? null);
      this.#sums[naming * 2] = sum.high;
      this.#sums[naming * 2 + 1] = sum.low;
    }
    const number = this.orbits.numberOf(this.#sums, leastOf(this.#sums, namings));
    this.#known.add(high | 0, low | 0, number);
    this.#values.set(number, value);
    this.#met[number >>> namings.shift] ??= number;
    return number;
  }

  /** @throws RangeError for a number that was never given */
  at(number: number): T {
    return this.#values.get(number) ?? this.#derive(number);
  }

  #derive(number: number): T {
    const { all, shift, mask, composed, inverse } = this.orbits.namings;
    const met = this.#met[number >>> shift];
    const value = met === undefined ? undefined : this.#values.get(met);
    if (met === undefined || value === undefined) {
      throw new RangeError(`nothing has the number ${number}`);
    }
    const back = inverse[met & mask] ?? 0;
    const by = all[composed[(back << shift) | (number & mask)] ?? 0] ?? null;
    const derived = by === null ? value : this.#kind.rename(value, by);
    this.#values.set(number, derived);
    return derived;
  }

  #fingerprint(value: T, naming: Permutation | null): { high: number; low: number } {
    scratch.clear();
    scratch.push(this.#kind.kind);
    this.#kind.encode(value, scratch, naming);
    return scratch.fingerprint();
  }
}
