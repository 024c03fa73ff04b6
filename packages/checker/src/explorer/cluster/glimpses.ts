import { type Property, type ServerId, type Shape, Words } from '@menagerie/contract';
import type { Glass } from './glass.ts';
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
  readonly #numbers: Map<string, number>[];
  /** A row of as many numbers as there are properties, for each step. */
  #rows: Int32Array;
  readonly #words = new Words();
  readonly #part = new Words();

  constructor(properties: readonly Property<S>[]) {
    this.#properties = properties;
    this.#numbers = properties.map(() => new Map<string, number>());
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
    for (const { happening, state, image } of moments) {
      glass.show({ happening, state, image });
      this.#part.clear();
      property.glimpse(happening, glass, this.#part);
      const part = this.#part.toArray();
      heeded ||= part.length > 0;
      this.#words.push(part.length);
      for (const word of part) this.#words.push(word);
    }
    if (!heeded) return NOTHING;
    const key = this.#words.toArray().join(' ');
    const numbers = this.#numbers[which];
    const number = numbers?.get(key) ?? numbers?.size ?? step;
    numbers?.set(key, number);
    return number;
  }
}
