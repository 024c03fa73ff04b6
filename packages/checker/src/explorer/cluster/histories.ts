import type { Monitor, Property, Shape } from '@menagerie/contract';
import type { Namings } from './namings.ts';
import { leastOf, Orbits } from './orbits.ts';
import type { Part } from './outline.ts';
import { Rows } from './rows.ts';
import { Things } from './things.ts';

/** Numbers for the histories that properties keep: for that of each, and for those of all together. */
export class Histories<S extends Shape> {
  readonly orbits: Orbits;
  /** The histories before anything happened. */
  readonly start: number;
  readonly #namings: Namings;
  readonly #ofProperty: readonly Things<Monitor<S>>[];
  /** The parts of each representative. */
  readonly #rows: Rows;
  readonly #sums: Int32Array;

  constructor(properties: readonly Property<S>[], config: S['config'], namings: Namings) {
    this.#namings = namings;
    this.orbits = new Orbits(namings);
    this.#sums = new Int32Array(namings.count * 2);
    this.#rows = new Rows(properties.length);
    this.#ofProperty = properties.map(
      (_, kind) =>
        new Things<Monitor<S>>(namings, {
          kind,
          encode: (monitor, words, naming) => monitor.encode(words, naming ?? undefined),
          rename: (monitor, by) => monitor.renamed(by),
        }),
    );
    const starts = properties.map((property, i) => this.numberOf(i, property.start(config)));
    this.start = this.together(starts);
  }

  /** How many properties keep one. */
  get count(): number {
    return this.#ofProperty.length;
  }

  /** The number of a property's history. */
  numberOf(property: number, monitor: Monitor<S>): number {
    return this.#thingsOf(property).numberOf(monitor);
  }

  /** The history of a property with that number. */
  at(property: number, number: number): Monitor<S> {
    return this.#thingsOf(property).at(number);
  }

  /** The number of the history of one property among those of all. */
  part(ghost: number, property: number): number {
    const { shift, mask } = this.#namings;
    const number = this.#rows.words[(ghost >>> shift) * this.#rows.width + property] ?? 0;
    return this.#thingsOf(property).orbits.rename(number, ghost & mask);
  }

  /** The number of the histories of all. */
  together(parts: readonly number[]): number {
    this.#sums.fill(0);
    for (let i = 0; i < parts.length; i += 1) {
      this.#thingsOf(i).orbits.addTo(this.#sums, parts[i] ?? 0);
    }
    const naming = leastOf(this.#sums, this.#namings);
    const number = this.orbits.numberOf(this.#sums, naming);
    if (this.orbits.size > this.#rows.size) {
      this.#rows.add(parts.map((part, i) => this.#thingsOf(i).orbits.rename(part, naming)));
    }
    return number;
  }

  /** Of the histories of one property. */
  orbitsOf(property: number): Orbits {
    return this.#thingsOf(property).orbits;
  }

  outline(ghost: number): Part[] {
    return this.#ofProperty.map((things, kind) => {
      const monitor = things.at(this.part(ghost, kind));
      return { kind, encode: (words, naming) => monitor.encode(words, naming ?? undefined) };
    });
  }

  #thingsOf(property: number): Things<Monitor<S>> {
    const things = this.#ofProperty[property];
    if (things === undefined) throw new RangeError(`there is no property ${property}`);
    return things;
  }
}
