import type { Scope, Shape } from '@menagerie/contract';
import { ExplorerError } from '../errors.ts';
import { componentSums, KIND } from './fingerprint.ts';

/** More combinations of spent budgets than any scope that can be exhausted has. */
const MOST = 1 << 20;

/** One budget: what it is for, how much of it there is, and what spending one adds to the number. */
export interface Budget {
  /** `timeout election`, `command`, `crash`, … */
  readonly name: string;
  readonly most: number;
  readonly weight: number;
}

/**
 * What a run may still spend. All budgets together are one number: its digits say how much of each
 * is spent.
 */
export class Purse {
  readonly budgets: readonly Budget[];
  /** What a number adds to the fingerprint of a world: two words each. */
  readonly sums: Int32Array;

  /** @throws ExplorerError `invalid-scope` */
  constructor(scope: Scope<Shape>) {
    const { timeouts, crashes = 0, wipes = 0, drops = 0, duplicates = 0 } = scope.budgets;
    const most: [string, number][] = [
      ...Object.entries(timeouts).map(([timer, count = 0]): [string, number] => [
        timeoutBudget(timer),
        count,
      ]),
      ['command', scope.commands.length],
      ['crash', crashes],
      ['wipe', wipes],
      ['drop', drops],
      ['duplicate', duplicates],
    ];
    let weight = 1;
    this.budgets = most.map(([name, count]) => {
      checkCount(scope.name, name, count);
      const budget = { name, most: count, weight };
      weight *= count + 1;
      return budget;
    });
    if (weight > MOST) {
      const remedy = `At most ${MOST} are possible: ask for less of something`;
      throw new ExplorerError(
        'invalid-scope',
        scope.name,
        `its budgets combine to ${weight}`,
        remedy,
      );
    }
    this.sums = new Int32Array(weight * 2);
    for (let spent = 0; spent < weight; spent += 1) {
      this.sums.set(
        componentSums([null], KIND.budget, (words) => words.push(spent)),
        spent * 2,
      );
    }
  }

  /** @throws RangeError for a budget that the scope does not have */
  named(name: string): Budget {
    const found = this.budgets.find((budget) => budget.name === name);
    if (found === undefined) throw new RangeError(`there is no budget for ${name}`);
    return found;
  }
}

/** How much of a budget is spent. */
export function spentOf({ most, weight }: Budget, spent: number): number {
  return Math.floor(spent / weight) % (most + 1);
}

export function timeoutBudget(timer: string): string {
  return `timeout ${timer}`;
}

function checkCount(scope: string, name: string, count: number): void {
  if (Number.isInteger(count) && count >= 0) return;
  throw new ExplorerError(
    'invalid-scope',
    scope,
    `its budget for ${name} is ${count}`,
    'Use a whole number from 0 on',
  );
}
