import type { Shape } from '@menagerie/contract';
import { isDue, type PlannedEvent } from './events.ts';
import { type Budget, type Purse, spentOf } from './purse.ts';

/** It is not the turn of the event, or nothing is left for it. */
const NOT_NOW = -1;

/**
 * What each thing that may happen costs, or -1 where it may not: a delivery, then each event, then
 * a second copy of a message, and its loss.
 */
export class Prices<S extends Shape> {
  readonly delivery = 0;
  readonly duplicate: number;
  readonly drop: number;
  /** By the places above; those of events follow that of a delivery. */
  readonly costs: Int32Array;
  /** Which events are due. */
  due: readonly number[] = [];
  /** Whether messages are ever doubled. */
  readonly duplicates: boolean;
  /** Whether messages are ever lost by a step of their own. */
  readonly drops: boolean;
  readonly #events: readonly PlannedEvent<S>[];
  readonly #losses: readonly [duplicate: Budget, drop: Budget];
  #spent = -1;

  constructor(events: readonly PlannedEvent<S>[], purse: Purse) {
    this.#events = events;
    this.#losses = [purse.named('duplicate'), purse.named('drop')];
    const [duplicate, drop] = this.#losses;
    this.duplicates = duplicate.most > 0;
    this.drops = drop.most > 0;
    this.duplicate = events.length + 1;
    this.drop = events.length + 2;
    this.costs = new Int32Array(events.length + 3);
  }

  /** The place of an event. */
  event(which: number): number {
    return which + 1;
  }

  /** Prices where so much is spent. */
  turnTo(spent: number): void {
    if (spent === this.#spent) return;
    this.#spent = spent;
    const due: number[] = [];
    for (const [which, planned] of this.#events.entries()) {
      const cost = planned.budget?.weight ?? 0;
      const isNow = isDue(planned, spent);
      this.costs[this.event(which)] = isNow ? cost : NOT_NOW;
      if (isNow) due.push(which);
    }
    this.due = due;
    for (const [i, budget] of this.#losses.entries()) {
      const left = spentOf(budget, spent) < budget.most;
      this.costs[this.duplicate + i] = left ? budget.weight : NOT_NOW;
    }
  }
}
