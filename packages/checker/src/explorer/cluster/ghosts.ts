import {
  type Monitor,
  type Permutation,
  type Property,
  type ServerId,
  type Shape,
  type Violation,
  Words,
} from '@menagerie/contract';
import { DecisionTree } from './decision-tree.ts';
import { componentSums } from './fingerprint.ts';
import { type Cells, Glass } from './glass.ts';
import { Glimpses, NOTHING, UNHEEDED } from './glimpses.ts';
import { Interner } from './interner.ts';
import type { Moment, Reaction } from './reaction.ts';

/** Slots of the small memory of whole steps; a power of two. */
const SLOTS = 1 << 20;
const SHIFT = 32 - 20;

/**
 * The histories that `always` properties keep, as numbers. One number stands for the histories of all
 * properties together.
 *
 * What a property makes of a step is remembered. It depends on its own history, on what it goes by
 * in the step, and on those other servers that it looks at; which those are is found out by
 * letting it look through a glass that notes them.
 */
export class Ghosts<S extends Shape> {
  /** The histories before anything happened. */
  readonly start: number;
  readonly #glass: Glass<S>;
  readonly #monitors: Interner<Monitor<S>>[];
  readonly #trees: DecisionTree[];
  readonly #glimpses: Glimpses<S>;
  readonly #all: Interner<readonly number[]>;
  readonly #namings: readonly (Permutation | null)[];
  readonly #words = new Words();
  /** Rows of: histories plus one, glimpse, histories after it. Later ones replace earlier ones. */
  readonly #steps = new Int32Array(SLOTS * 3);
  readonly #next: number[] = [];
  /** What the newest {@link step} broke. */
  violation: Violation | null = null;

  constructor(
    properties: readonly Property<S>[],
    config: S['config'],
    namings: readonly (Permutation | null)[],
  ) {
    this.#glass = new Glass(config);
    this.#namings = namings;
    const always = properties.filter(({ kind }) => kind === 'always' || kind === 'step');
    this.#monitors = always.map(() => new Interner(namings.length));
    this.#trees = always.map(() => new DecisionTree());
    this.#glimpses = new Glimpses(always);
    this.#all = new Interner(namings.length);
    const starts = always.map((property, i) => this.#number(i, property.start(config)));
    this.start = this.#together(starts);
  }

  /** Two words for each naming and each number of {@link step}. */
  get sums(): Int32Array {
    return this.#all.sums;
  }

  /** How many different histories there are. */
  get size(): number {
    return this.#all.size;
  }

  /**
   * What properties go by in a step, as a number for {@link step}; 0 if no property makes anything
   * of it.
   *
   * @param number of the step
   */
  glimpseOf(number: number, { moments }: Reaction<S>, server: ServerId, cells: Cells<S>): number {
    this.#glass.turnTo(server, cells);
    return this.#glimpses.of(number, moments, server, this.#glass);
  }

  /**
   * The histories after a step of a server if they are remembered, or -1.
   *
   * @param glimpse what properties go by in it
   */
  recall(ghost: number, glimpse: number): number {
    if (glimpse === UNHEEDED) return ghost;
    const slot = slotOf(ghost, glimpse);
    const steps = this.#steps;
    if (steps[slot] === ghost + 1 && steps[slot + 1] === glimpse) return steps[slot + 2] ?? -1;
    return -1;
  }

  /**
   * The histories after a step of a server, or -1 if it broke a property.
   *
   * @param glimpse what properties go by in it
   * @param numbers of the cells of all servers; those of others are looked at by some properties
   */
  step(
    ghost: number,
    glimpse: number,
    { moments }: Reaction<S>,
    server: ServerId,
    numbers: Int32Array,
    cells: Cells<S>,
  ): number {
    const before = this.#all.at(ghost);
    let alone = true;
    let changed = false;
    for (let i = 0; i < before.length; i += 1) {
      const old = before[i] ?? 0;
      this.#next[i] = old;
      const part = this.#glimpses.part(glimpse, i);
      if (part === NOTHING) continue;
      const tree = this.#trees[i];
      let next = tree?.find(old, part, numbers) ?? -1;
      if (next < 0) next = this.#learn(i, old, part, moments, server, numbers, cells);
      if (next < 0) return -1;
      if (tree?.looked === true) alone = false;
      this.#next[i] = next;
      changed ||= next !== old;
    }
    const after = changed ? this.#together(this.#next) : ghost;
    if (alone) {
      const slot = slotOf(ghost, glimpse);
      this.#steps[slot] = ghost + 1;
      this.#steps[slot + 1] = glimpse;
      this.#steps[slot + 2] = after;
    }
    return after;
  }

  /** The histories after something that is not to be remembered, or -1 if it broke a property. */
  observe(ghost: number, { moments }: Reaction<S>, server: ServerId, cells: Cells<S>): number {
    const next: number[] = [];
    for (const [i, old] of this.#all.at(ghost).entries()) {
      const monitor = this.#watch(i, old, moments, server, cells);
      if (monitor === null) return -1;
      next.push(this.#number(i, monitor));
    }
    return this.#together(next);
  }

  #learn(
    which: number,
    old: number,
    glimpse: number,
    moments: readonly Moment<S>[],
    server: ServerId,
    numbers: Int32Array,
    cells: Cells<S>,
  ): number {
    const monitor = this.#watch(which, old, moments, server, cells);
    if (monitor === null) return -1;
    const next = this.#number(which, monitor);
    this.#trees[which]?.add(old, glimpse, this.#glass.looked, numbers, next);
    return next;
  }

  /** Lets a property see all moments of a step. `null` if one of them breaks it. */
  #watch(
    which: number,
    old: number,
    moments: readonly Moment<S>[],
    server: ServerId,
    cells: Cells<S>,
  ): Monitor<S> | null {
    const monitor = this.#monitors[which]?.at(old).clone();
    if (monitor === undefined) return null;
    this.#glass.turnTo(server, cells);
    for (const moment of moments) {
      this.#glass.show(moment);
      this.violation = monitor.observe(moment.happening, this.#glass);
      if (this.violation !== null) return null;
    }
    return monitor;
  }

  #number(which: number, monitor: Monitor<S>): number {
    const interner = this.#monitors[which];
    if (interner === undefined) return -1;
    this.#words.clear();
    monitor.encode(this.#words);
    const known = interner.find(this.#words);
    if (known >= 0) return known;
    const sums = componentSums(this.#namings, which, (into, naming) => {
      if (naming === null) monitor.encode(into);
      else monitor.encode(into, naming);
    });
    return interner.add(this.#words, monitor, sums);
  }

  #together(numbers: readonly number[]): number {
    this.#words.clear();
    for (const number of numbers) this.#words.push(number);
    const known = this.#all.find(this.#words);
    if (known >= 0) return known;
    const stride = this.#namings.length * 2;
    const sums = new Array<number>(stride).fill(0);
    for (const [i, number] of numbers.entries()) {
      const parts = this.#monitors[i]?.sums;
      for (let k = 0; k < stride; k += 1) {
        sums[k] = ((sums[k] ?? 0) + (parts?.[number * stride + k] ?? 0)) | 0;
      }
    }
    return this.#all.add(this.#words, [...numbers], sums);
  }
}

function slotOf(ghost: number, glimpse: number): number {
  return (Math.imul(ghost ^ Math.imul(glimpse, 0x9e3779b1), 0x85ebca6b) >>> SHIFT) * 3;
}
