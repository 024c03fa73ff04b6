import type { History } from './history.ts';
import type { Condition } from './problem.ts';

/** Where an operation stands in an order that explains the history. */
export interface Placement {
  /** Index of the operation in the history. */
  readonly operation: number;
  /**
   * A moment between its invocation and its return at which it may have taken effect; `null` for
   * sequential consistency, whose order needs no moments.
   */
  readonly at: number | null;
}

/**
 * Merges the orders of the parts of a history into one. Each operation takes effect as early as
 * its invocation and those before it allow, so the order of real time is kept across parts too.
 *
 * @param orders indexes of operations
 */
export function witnessOf<Input, Output>(
  history: History<Input, Output>,
  condition: Condition,
  orders: readonly (readonly number[])[],
): readonly Placement[] {
  if (condition === 'sequential consistency') {
    return orders.flat().map((operation) => ({ operation, at: null }));
  }
  const placements = orders.flatMap((order) => {
    let now = Number.NEGATIVE_INFINITY;
    return order.map((operation) => {
      now = Math.max(now, history[operation]?.invokedAt ?? now);
      return { operation, at: now };
    });
  });
  return placements.sort((a, b) => a.at - b.at);
}
