import { createFrontier, type Frontier } from './frontier.ts';
import type { ModelStep } from './model.ts';
import { type ModelProperty, Promises } from './promises.ts';
import { RowHash } from './row-hash.ts';
import type { SearchOrder, Space, Visitor } from './space.ts';

/**
 * A model with many states: each state is a row of 32-bit numbers, all rows as long. Whatever a
 * variable of the model is, it is a number at a fixed place of the row; a set is bits.
 *
 * @example A glass of 3 and one of 5: which amounts can be measured?
 * ```ts
 * const sizes = [3, 5];
 * const glasses: RowModel = {
 *   name: 'two glasses',
 *   width: 2,
 *   starts: (next) => {
 *     next.copy();
 *     next.offer('both are empty');
 *   },
 *   successors: (row, next) => {
 *     for (const [from, to] of [[0, 1], [1, 0]] as const) {
 *       next.copy()[to] = sizes[to];
 *       next.offer('fill');
 *       next.copy()[from] = 0;
 *       next.offer('empty');
 *       const poured = Math.min(row[from], sizes[to] - row[to]);
 *       const after = next.copy();
 *       after[from] -= poured;
 *       after[to] += poured;
 *       next.offer('pour');
 *     }
 *   },
 *   properties: [{ name: 'never four', kind: 'always', holds: (row) => row[1] !== 4 }],
 * };
 * const search = new Search(new RowSpace(glasses, 'breadth'), { order: 'breadth' });
 * search.finish(); // 'violated': search.found[0].path leads to four
 * ```
 */
export interface RowModel {
  readonly name: string;
  /** How many numbers a state has; from 1 to 1,000. */
  readonly width: number;
  /** Offers every start; a copy is a row of zeros here. */
  starts(next: NextRows): void;
  /** Offers everything that can follow. The row is lent: it is not to be changed or kept. */
  successors(row: Int32Array, next: NextRows): void;
  /** Looked at with rows that are lent. */
  readonly properties: readonly ModelProperty<Int32Array>[];
}

/** Where a model puts the rows that can follow one. Makes nothing new, so that it costs little. */
export interface NextRows {
  /** The row that is looked at, to be changed into one that follows: the same array each time. */
  copy(): Int32Array;
  /** The copy, as it is now, can follow. Whoever goes on copies again. */
  offer(action: string): void;
}

/** The states of a model of rows, for a search. */
export class RowSpace implements Space<ModelStep<Int32Array>> {
  readonly model: RowModel;
  readonly #promises: Promises<Int32Array>;
  readonly #frontier: Frontier;
  readonly #following: Following;
  /** What the frontier keeps: a row, and behind it the index of its state. */
  readonly #kept: Int32Array;
  readonly #row: Int32Array;

  constructor(model: RowModel, order: SearchOrder) {
    this.model = model;
    this.#promises = new Promises(model.properties);
    this.#frontier = createFrontier(order, model.width + 1);
    this.#kept = new Int32Array(model.width + 1);
    this.#row = this.#kept.subarray(0, model.width);
    this.#following = new Following(this.#row, this.#promises, this.#frontier);
  }

  get waiting(): number {
    return this.#frontier.size;
  }

  reached(): readonly string[] {
    return this.#promises.reached;
  }

  begin(visitor: Visitor): void {
    this.#row.fill(0);
    this.#following.begin(visitor, -1);
    this.model.starts(this.#following);
  }

  expand(visitor: Visitor): number {
    if (!this.#frontier.take(this.#kept)) return -1;
    const index = this.#kept[this.model.width] ?? -1;
    this.#following.begin(visitor, index);
    this.model.successors(this.#row, this.#following);
    if (this.#following.count === 0) {
      const broken = this.#promises.end(this.#row);
      if (broken !== null) visitor.violated(broken, index, -1);
    }
    return index;
  }

  skip(): void {
    this.#frontier.take(this.#kept);
  }

  walk(path: readonly number[]): readonly ModelStep<Int32Array>[] {
    const steps: ModelStep<Int32Array>[] = [];
    for (const wanted of path) {
      const before = steps.at(-1)?.state;
      const chosen = new Chosen(before ?? new Int32Array(this.model.width), wanted);
      if (before === undefined) this.model.starts(chosen);
      else this.model.successors(before, chosen);
      if (chosen.step === null) break;
      steps.push(before === undefined ? { ...chosen.step, action: '' } : chosen.step);
    }
    return steps;
  }
}

/** Takes what can follow a row to the visitor, and keeps what is new. */
class Following implements NextRows {
  readonly #row: Int32Array;
  readonly #promises: Promises<Int32Array>;
  readonly #frontier: Frontier;
  readonly #hash = new RowHash();
  readonly #width: number;
  readonly #kept: Int32Array;
  readonly #copy: Int32Array;
  #visitor: Visitor | null = null;
  #parent = -1;
  #count = 0;

  constructor(row: Int32Array, promises: Promises<Int32Array>, frontier: Frontier) {
    this.#row = row;
    this.#promises = promises;
    this.#frontier = frontier;
    this.#width = row.length;
    this.#kept = new Int32Array(row.length + 1);
    this.#copy = this.#kept.subarray(0, row.length);
  }

  /** How many rows were offered. */
  get count(): number {
    return this.#count;
  }

  begin(visitor: Visitor, parent: number): void {
    this.#visitor = visitor;
    this.#parent = parent;
    this.#count = 0;
  }

  copy(): Int32Array {
    // Rows are short: a loop costs less than a call of `set`.
    for (let i = 0; i < this.#width; i += 1) this.#copy[i] = this.#row[i] ?? 0;
    return this.#copy;
  }

  offer(_action: string): void {
    const visitor = this.#visitor;
    if (visitor === null) return;
    const action = this.#count;
    this.#count += 1;
    this.#hash.read(this.#copy);
    const index = visitor.offer(this.#hash.high, this.#hash.low, this.#parent, action);
    if (index < 0) return;
    const broken = this.#promises.meet(this.#copy);
    if (broken !== null) {
      visitor.violated(broken, this.#parent, action);
      return;
    }
    this.#kept[this.#width] = index;
    this.#frontier.put(this.#kept, 0);
  }
}

/** Finds the row with a number among those that can follow. */
class Chosen implements NextRows {
  readonly #row: Int32Array;
  readonly #copy: Int32Array;
  readonly #wanted: number;
  #count = 0;
  step: ModelStep<Int32Array> | null = null;

  constructor(row: Int32Array, wanted: number) {
    this.#row = row;
    this.#copy = row.slice();
    this.#wanted = wanted;
  }

  copy(): Int32Array {
    this.#copy.set(this.#row);
    return this.#copy;
  }

  offer(action: string): void {
    if (this.#count === this.#wanted) this.step = { action, state: this.#copy.slice() };
    this.#count += 1;
  }
}
