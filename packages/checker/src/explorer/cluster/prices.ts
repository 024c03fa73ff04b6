import type { Shape } from '@menagerie/contract';
import { isDue, type PlannedEvent } from './events.ts';
import { type Budget, type Purse, spentOf } from './purse.ts';

/** It is not the turn of the event, or nothing is left for it. */
const NOT_NOW = -1;

interface Priced {
  readonly costs: Int32Array;
  readonly due: readonly number[];
}

/**
 * What each thing that may happen costs, or -1 where it may not: a delivery, then each event, then
 * a second copy of a message, and its loss.
 */
export class Prices<S extends Shape> {
  readonly delivery = 0;
  readonly duplicate: number;
  readonly drop: number;
  /** By the places above; those of events follow that of a delivery. */
  costs: Int32Array;
  /** Which events are due. */
  due: readonly number[] = [];
  /** Whether messages are ever doubled. */
  readonly duplicates: boolean;
  /** Whether messages are ever lost by a step of their own. */
  readonly drops: boolean;
  readonly #events: readonly PlannedEvent<S>[];
  readonly #losses: readonly [duplicate: Budget, drop: Budget];
  /** All that was asked for, by what was spent. */
  readonly #known = new Map<number, Priced>();
  #spent = -1;

  constructor(events: readonly PlannedEvent<S>[], purse: Purse) {
    this.#events = events;
    this.#losses = [purse.named('duplicate'), purse.named('drop')];
    const [duplicate, drop] = this.#losses;
    this.duplicates = duplicate.most > 0;
    this.drops = drop.most > 0;
    this.duplicate = events.length + 1;
    this.drop = events.length + 2;
    this.costs = new Int32Array(0);
  }

  /** The place of an event. */
  event(which: number): number {
    return which + 1;
  }

  /** Prices where so much is spent. */
  turnTo(spent: number): void {
    if (spent === this.#spent) return;
    this.#spent = spent;
    let priced = this.#known.get(spent);
    if (priced === undefined) {
      priced = this.#priced(spent);
      this.#known.set(spent, priced);
    }
    this.costs = priced.costs;
    this.due = priced.due;
  }

  #priced(spent: number): Priced {
    const costs = new Int32Array(this.#events.length + 3);
    const due: number[] = [];
    for (const [which, planned] of this.#events.entries()) {
      const cost = planned.budget?.weight ?? 0;
      const isNow = isDue(planned, spent);
      costs[this.event(which)] = isNow ? cost : NOT_NOW;
      if (isNow) due.push(which);
    }
    for (const [i, budget] of this.#losses.entries()) {
      const left = spentOf(budget, spent) < budget.most;
      costs[this.duplicate + i] = left ? budget.weight : NOT_NOW;
    }
    return { costs, due };
  }
}
