import { type HistoryProperty, type ServerView, type Shape, Words } from '@menagerie/contract';
import type { Cell } from './cell.ts';
import type { Glass } from './glass.ts';
import { Interner } from './interner.ts';
import { ABSENT, PairMap } from './pair-map.ts';
import type { Moment } from './reaction.ts';
import { Rows, withRoom } from './rows.ts';

/** The property makes nothing of the step. */
export const NOTHING = -1;

/** No property makes anything of the step. */
export const UNHEEDED = 0;

/**
 * What properties go by in steps, as numbers: one number stands for all steps that are the same
 * to all of them, and another, for each property, for those that are the same to that one. There
 * are far fewer of them than steps.
 */
export class Glimpses<S extends Shape> {
  readonly #properties: readonly HistoryProperty<S>[];
  readonly #numbers: Interner[];
  readonly #all = new Interner();
  /** A number for each property, for each number of all. */
  readonly #parts: Rows;
  /** The fingerprint of each number of all: of what is gone by, which is the same in all threads. */
  readonly sums: Rows = new Rows(2);
  readonly #bySums = new PairMap();
  /** The same of the numbers of each property. */
  readonly #partSums: readonly Rows[];
  /** Whether there are {@link sums}: all properties say what they go by. */
  readonly haveSums: boolean;
  /** By steps, plus one; 0 where it is not known. */
  #known: Int32Array<ArrayBuffer> = new Int32Array(1 << 10);
  /** What happens in the first step that came to each number: to properties all of them are the same. */
  readonly #moments: (readonly Moment<S>[])[] = [];
  readonly #words = new Words();
  readonly #part = new Words();

  constructor(properties: readonly HistoryProperty<S>[]) {
    this.#properties = properties;
    this.#numbers = properties.map(() => new Interner());
    this.#parts = new Rows(properties.length);
    this.#partSums = properties.map(() => new Rows(2));
    this.haveSums = properties.every(({ glimpse }) => glimpse !== undefined);
    this.#together(
      properties.map(() => NOTHING),
      [],
    );
  }

  /** The number of what one property goes by. */
  part(glimpse: number, property: number): number {
    return this.#parts.words[glimpse * this.#parts.width + property] ?? NOTHING;
  }

  /** The fingerprint of what one property goes by. */
  sumOf(glimpse: number, property: number): { readonly high: number; readonly low: number } {
    const { words } = this.#partSums[property] ?? this.sums;
    const at = this.part(glimpse, property) * 2;
    return { high: words[at] ?? 0, low: words[at + 1] ?? 0 };
  }

  /** What happens in a step with that number. */
  momentsOf(glimpse: number): readonly Moment<S>[] {
    return this.#moments[glimpse] ?? [];
  }

  /** The number of what all properties go by in a step, or -1 if nobody has asked {@link of} yet. */
  recall(step: number): number {
    return (this.#known[step] ?? 0) - 1;
  }

  /**
   * The number of what all properties go by.
   *
   * @param step a number of its own for each step, for properties that go by all of it
   * @param before what the server was
   * @param glass turned to the server
   */
  of(step: number, moments: readonly Moment<S>[], before: Cell<S>, glass: Glass<S>): number {
    const parts = this.#properties.map((property, i) =>
      this.#partOf(i, property, step, moments, before, glass),
    );
    const glimpse = this.#together(parts, moments);
    this.#known = withRoom(this.#known, step + 1);
    this.#known[step] = glimpse + 1;
    return glimpse;
  }

  #together(parts: readonly number[], moments: readonly Moment<S>[]): number {
    this.#words.clear();
    for (const part of parts) this.#words.push(part);
    const known = this.#all.find(this.#words);
    if (known >= 0) return known;
    this.#parts.add(parts);
    this.#moments.push(moments);
    const number = this.#all.add(this.#words);
    this.#addSums(parts, number);
    return number;
  }

  /** The same of a step that another thread has told of; -1 if this one has met none like it. */
  hear(step: number, high: number, low: number): number {
    const glimpse = this.#bySums.get(high, low);
    if (glimpse === ABSENT) return ABSENT;
    this.#known = withRoom(this.#known, step + 1);
    this.#known[step] = glimpse + 1;
    return glimpse;
  }

  #addSums(parts: readonly number[], number: number): void {
    if (!this.haveSums) return;
    this.#words.clear();
    for (const [which, part] of parts.entries()) {
      const { words } = this.#partSums[which] ?? this.sums;
      this.#words.push(part === NOTHING ? 0 : (words[part * 2] ?? 0));
      this.#words.push(part === NOTHING ? 0 : (words[part * 2 + 1] ?? 0));
    }
    const { high, low } = this.#words.fingerprint();
    this.sums.add([high, low]);
    this.#bySums.add(high | 0, low | 0, number);
  }

  #partOf(
    which: number,
    property: HistoryProperty<S>,
    step: number,
    moments: readonly Moment<S>[],
    cell: Cell<S>,
    glass: Glass<S>,
  ): number {
    // Without a word of the property's own every step is another to it.
    if (property.glimpse === undefined) return step;
    this.#words.clear();
    const { server } = cell;
    this.#words.push(server);
    let heeded = false;
    let before: ServerView<S> = { id: server, state: cell.state, image: cell.image };
    for (const moment of moments) {
      glass.show(moment);
      this.#part.clear();
      property.glimpse(moment.happening, glass, this.#part, before);
      before = { id: server, state: moment.state, image: moment.image };
      const part = this.#part.toArray();
      heeded ||= part.length > 0;
      this.#words.push(part.length);
      for (const word of part) this.#words.push(word);
    }
    if (!heeded) return NOTHING;
    const numbers = this.#numbers[which];
    if (numbers === undefined) return step;
    const known = numbers.find(this.#words);
    if (known >= 0) return known;
    const { high, low } = this.#words.fingerprint();
    this.#partSums[which]?.add([high, low]);
    return numbers.add(this.#words);
  }
}
