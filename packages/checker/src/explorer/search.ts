import type { Violation } from '@menagerie/contract';
import type { SearchOrder, Space, Visitor } from './space.ts';
import { StateTable } from './state-table.ts';

export interface SearchOptions {
  readonly order: SearchOrder;
  /** Whether the first violation ends the search. @default true */
  readonly stopAtViolation?: boolean;
  /** States after which the search gives up. @default 2^31 - 1 */
  readonly maxStates?: number;
}

/**
 * - `searching`: there is more to look at.
 * - `exhausted`: every state that can be reached was looked at.
 * - `violated`: a step broke a property, and the search ended there.
 * - `full`: as many states as allowed were found, and there are more.
 * - `walked`: random walks came to their ends and met no violation, which proves nothing.
 */
export type SearchStatus = 'searching' | 'exhausted' | 'violated' | 'full' | 'walked';

/** A violation and the way to it. */
export interface Found {
  readonly violation: Violation;
  /** The number of a start, then one of an action for each step; the last breaks the property. */
  readonly path: readonly number[];
}

/**
 * A search in slices: {@link run} goes on for a while and returns, so that a page stays awake and
 * whoever does not want more just does not call it again.
 */
export class Search<Step> implements Visitor {
  readonly space: Space<Step>;
  readonly table: StateTable;
  readonly #order: SearchOrder;
  readonly #stopAtViolation: boolean;
  readonly #maxStates: number;
  readonly #found: Found[] = [];
  readonly #names = new Set<string>();
  #status: SearchStatus = 'searching';
  #generated = 0;
  #expanded = 0;
  #depth = 0;
  /** Index of the first state that lies deeper than those looked at now. */
  #nextLevel = 0;

  constructor(space: Space<Step>, options: SearchOptions, table: StateTable = new StateTable()) {
    this.space = space;
    this.table = table;
    this.#order = options.order;
    this.#stopAtViolation = options.stopAtViolation ?? true;
    this.#maxStates = options.maxStates ?? 0x7fff_ffff;
    space.begin(this);
    this.#nextLevel = table.size;
  }

  get status(): SearchStatus {
    return this.#status;
  }

  /** States found, each once. */
  get distinct(): number {
    return this.table.size;
  }

  /** States offered, starts included, each as often as it came up. */
  get generated(): number {
    return this.#generated;
  }

  /** States whose successors were offered. */
  get expanded(): number {
    return this.#expanded;
  }

  /** Steps to the state that is farthest from the starts; `null` where the order does not tell. */
  get depth(): number | null {
    return this.#order === 'breadth' ? this.#depth : null;
  }

  /** The first violation of each property, in the order in which they were found. */
  get found(): readonly Found[] {
    return this.#found;
  }

  /** Looks at up to so many states more. Does nothing once the search is over. */
  run(states: number): SearchStatus {
    for (let left = states; left > 0 && this.#status === 'searching'; left -= 1) this.#advance();
    return this.#status;
  }

  /** Goes on until the search is over. */
  finish(): SearchStatus {
    while (this.#status === 'searching') this.#advance();
    return this.#status;
  }

  /** @internal */
  foresee(high: number, low: number): void {
    this.table.foresee(high, low);
  }

  /** @internal */
  offer(high: number, low: number, parent: number, action: number): number {
    this.#generated += 1;
    return this.table.add(high, low, parent, action);
  }

  /** @internal */
  violated(violation: Violation, parent: number, action: number): void {
    if (!this.#names.has(violation.property)) {
      this.#names.add(violation.property);
      const before = parent < 0 ? [] : this.table.pathTo(parent);
      this.#found.push({ violation, path: action < 0 ? before : [...before, action] });
    }
    if (this.#stopAtViolation) this.#status = 'violated';
  }

  #advance(): void {
    const known = this.table.size;
    const expanded = this.space.expand(this);
    if (expanded < 0) {
      if (this.#status === 'searching') this.#status = 'exhausted';
      return;
    }
    this.#expanded += 1;
    if (expanded >= this.#nextLevel) {
      this.#depth += 1;
      this.#nextLevel = known;
    }
    if (this.table.size >= this.#maxStates && this.space.waiting > 0) {
      if (this.#status === 'searching') this.#status = 'full';
    }
  }
}
