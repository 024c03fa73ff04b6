import { Words } from '@menagerie/contract';
import { type ModelProperty, Promises } from './promises.ts';
import type { SearchOrder, Space, Visitor } from './space.ts';

/** A state machine small enough to be written down: a published model, a toy, a myth. */
export interface Model<State> {
  readonly name: string;
  starts(): readonly State[];
  /** Calls `next` with everything that can follow. States are values: none may be changed later. */
  successors(state: State, next: (action: string, state: State) => void): void;
  /** Canonical words: equal states give equal words, different states different ones. */
  encode(state: State, words: Words): void;
  readonly properties: readonly ModelProperty<State>[];
  /**
   * The images of a state under all symmetries of the model, itself among them. States that are
   * images of each other count as one.
   */
  images?(state: State): readonly State[];
}

/** A step of a model: what happened, and what it led to. */
export interface ModelStep<State> {
  /** Empty for a start. */
  readonly action: string;
  readonly state: State;
}

/** The states of a model, for a search. */
export class ModelSpace<State> implements Space<ModelStep<State>> {
  readonly model: Model<State>;
  readonly #order: SearchOrder;
  readonly #words = new Words();
  #kept: Kept<State>[] = [];
  /** Of a queue: how many of the kept are taken already. */
  #taken = 0;
  readonly #promises: Promises<State>;

  constructor(model: Model<State>, order: SearchOrder) {
    this.model = model;
    this.#order = order;
    this.#promises = new Promises(model.properties);
  }

  get waiting(): number {
    return this.#kept.length - this.#taken;
  }

  /** Up to so many of the states that are taken next, the first first: to get ready what they need. */
  upcoming(count: number): readonly State[] {
    const kept =
      this.#order === 'depth'
        ? this.#kept.slice(-count).reverse()
        : this.#kept.slice(this.#taken, this.#taken + count);
    return kept.map(({ state }) => state);
  }

  reached(): readonly string[] {
    return this.#promises.reached;
  }

  begin(visitor: Visitor): void {
    for (const [i, state] of this.model.starts().entries()) this.#offer(visitor, state, -1, i);
  }

  expand(visitor: Visitor): number {
    const kept = this.#take();
    if (kept === undefined) return -1;
    let action = 0;
    this.model.successors(kept.state, (_name, state) => {
      this.#offer(visitor, state, kept.index, action);
      action += 1;
    });
    if (action === 0) {
      const broken = this.#promises.end(kept.state);
      if (broken !== null) visitor.violated(broken, kept.index, -1);
    }
    return kept.index;
  }

  skip(): void {
    this.#take();
  }

  walk(path: readonly number[]): readonly ModelStep<State>[] {
    const [start = 0, ...actions] = path;
    const steps: ModelStep<State>[] = [];
    let at: ModelStep<State> | null = stepTo('', this.model.starts()[start]);
    for (const wanted of actions) {
      if (at === null) break;
      steps.push(at);
      let action = 0;
      let following: ModelStep<State> | null = null;
      this.model.successors(at.state, (name, state) => {
        if (action === wanted) following = { action: name, state };
        action += 1;
      });
      at = following;
    }
    return at === null ? steps : [...steps, at];
  }

  #offer(visitor: Visitor, state: State, parent: number, action: number): void {
    const { high, low } = this.#fingerprint(state);
    const index = visitor.offer(high, low, parent, action);
    if (index < 0) return;
    const broken = this.#promises.meet(state);
    if (broken === null) this.#kept.push({ index, state });
    else visitor.violated(broken, parent, action);
  }

  #take(): Kept<State> | undefined {
    if (this.#order === 'depth') return this.#kept.pop();
    const kept = this.#kept[this.#taken];
    if (kept === undefined) return undefined;
    this.#taken += 1;
    // What was taken is let go in one piece, so that taking stays cheap.
    if (this.#taken > 1024 && this.#taken * 2 > this.#kept.length) {
      this.#kept = this.#kept.slice(this.#taken);
      this.#taken = 0;
    }
    return kept;
  }

  /** Of the images the one with the least fingerprint stands for all. */
  #fingerprint(state: State): { high: number; low: number } {
    const images = this.model.images?.(state) ?? [state];
    let least: { high: number; low: number } | null = null;
    for (const image of images) {
      this.#words.clear();
      this.model.encode(image, this.#words);
      const { high, low } = this.#words.fingerprint();
      if (least === null || high < least.high || (high === least.high && low < least.low)) {
        least = { high, low };
      }
    }
    return { high: (least?.high ?? 0) | 0, low: (least?.low ?? 0) | 0 };
  }
}

interface Kept<State> {
  readonly index: number;
  readonly state: State;
}

function stepTo<State>(action: string, state: State | undefined): ModelStep<State> | null {
  return state === undefined ? null : { action, state };
}
