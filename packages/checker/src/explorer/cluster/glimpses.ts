import { type Property, type ServerId, type Shape, Words } from '@menagerie/contract';
import type { Glass } from './glass.ts';
import { Interner } from './interner.ts';
import type { Moment } from './reaction.ts';

/** The property makes nothing of the step. */
export const NOTHING = -1;

const UNKNOWN = -2;

/**
 * What each property goes by in each step, as numbers: one number stands for all steps that are
 * the same to it. There are far fewer of them than steps.
 */
export class Glimpses<S extends Shape> {
  readonly #properties: readonly Property<S>[];
  readonly #numbers: Interner<null>[];
  /** A row of as many numbers as there are properties, for each step. */
  #rows: Int32Array;
  readonly #words = new Words();
  readonly #part = new Words();

  constructor(properties: readonly Property<S>[]) {
    this.#properties = properties;
    this.#numbers = properties.map(() => new Interner<null>(0));
    this.#rows = new Int32Array(1024 * properties.length).fill(UNKNOWN);
  }

  /** A number of a row. */
  at(place: number): number {
    return this.#rows[place] ?? NOTHING;
  }

  /**
   * Where the row of a step begins: the numbers of all properties follow each other.
   *
   * @param step by which number it is remembered
   * @param glass turned to the server
   */
  rowOf(step: number, moments: readonly Moment<S>[], server: ServerId, glass: Glass<S>): number {
    const count = this.#properties.length;
    const row = step * count;
    if (this.at(row) !== UNKNOWN && row < this.#rows.length) return row;
    while (row + count > this.#rows.length) {
      const larger = new Int32Array(this.#rows.length * 2).fill(UNKNOWN);
      larger.set(this.#rows);
      this.#rows = larger;
    }
    for (const [i, property] of this.#properties.entries()) {
      this.#rows[row + i] = this.#numberOf(i, property, step, moments, server, glass);
    }
    return row;
  }

  #numberOf(
    which: number,
    property: Property<S>,
    step: number,
    moments: readonly Moment<S>[],
    server: ServerId,
    glass: Glass<S>,
  ): number {
    // Without a word of the property's own every step is another to it.
    if (property.glimpse === undefined) return step;
    this.#words.clear();
    this.#words.push(server);
    let heeded = false;
    for (const moment of moments) {
      glass.show(moment);
      this.#part.clear();
      property.glimpse(moment.happening, glass, this.#part);
      const part = this.#part.toArray();
      heeded ||= part.length > 0;
      this.#words.push(part.length);
      for (const word of part) this.#words.push(word);
    }
    if (!heeded) return NOTHING;
    const numbers = this.#numbers[which];
    if (numbers === undefined) return step;
    const known = numbers.find(this.#words);
    return known >= 0 ? known : numbers.add(this.#words, null, []);
  }
}
