import type { Json } from '@menagerie/contract';
import { type Counterexample, smallestPart } from './counterexample.ts';
import { checkHistory, type History } from './history.ts';
import type { SequentialModel } from './model.ts';
import { Compiler, type Condition, type Strength } from './problem.ts';
import { search } from './search.ts';
import { type Placement, witnessOf } from './witness.ts';

/** Bounds of a check: without them a hard history takes for ever. */
export interface CheckOptions {
  /**
   * How many pairs of placed operations and state the search may meet before it gives up, for each
   * part of the history. About 50 bytes each.
   *
   * @default 1_000_000
   */
  readonly maxStates?: number;
  /**
   * The same for each step of looking for the smallest part that cannot be explained; one that
   * gives up leaves the part larger than it need be. 0 leaves out the looking.
   *
   * @default 20_000
   */
  readonly maxStatesToShrink?: number;
}

/** What a check says about a history. `states` counts pairs of placed operations and state. */
export type Verdict =
  /** The operations in an order that explains all of them. */
  | {
      readonly type: 'holds';
      readonly condition: Condition;
      readonly witness: readonly Placement[];
      readonly states: number;
    }
  /** There is no such order. */
  | {
      readonly type: 'violated';
      readonly condition: Condition;
      readonly counterexample: Counterexample;
      readonly states: number;
    }
  /** The search gave up: the history may be either. */
  | {
      readonly type: 'undecided';
      readonly condition: Condition;
      readonly states: number;
      readonly sentence: string;
    };

/**
 * Whether every operation can be thought to have taken effect at one moment between its invocation
 * and its return (Herlihy and Wing 1990). Parts of the object are checked apart, which is sound
 * since linearizability is a local property (§3.1).
 *
 * @throws CheckerError `invalid-history`
 */
export function checkLinearizability<State extends Json, Input extends Json, Output extends Json>(
  model: SequentialModel<State, Input, Output>,
  history: History<Input, Output>,
  options: CheckOptions = {},
): Verdict {
  return check(model, history, 'linearizability', options);
}

/**
 * Whether there is an order of all operations that explains them and keeps the order of each
 * process; processes may lag behind each other (Lamport 1979). Not a local property: the history is
 * always checked as a whole.
 *
 * @throws CheckerError `invalid-history`
 */
export function checkSequentialConsistency<
  State extends Json,
  Input extends Json,
  Output extends Json,
>(
  model: SequentialModel<State, Input, Output>,
  history: History<Input, Output>,
  options: CheckOptions = {},
): Verdict {
  return check(model, history, 'sequential consistency', options);
}

function check<State extends Json, Input extends Json, Output extends Json>(
  model: SequentialModel<State, Input, Output>,
  history: History<Input, Output>,
  condition: Condition,
  options: CheckOptions,
): Verdict {
  checkHistory(history);
  const { maxStates = 1_000_000, maxStatesToShrink = 20_000 } = options;
  const compiler = new Compiler(model, history, condition);
  const orders: (readonly number[])[] = [];
  let states = 0;
  let undecided = false;
  for (const part of partsOf(model, history, condition)) {
    const result = search(compiler.problem(strengthsOf(part, history.length)), maxStates);
    states += result.states;
    if (result.type === 'none') {
      const bound = maxStatesToShrink;
      const counterexample = smallestPart(model, history, condition, compiler, part, bound);
      return { type: 'violated', condition, counterexample, states };
    }
    if (result.type === 'limit') undecided = true;
    else orders.push(result.order.map(({ operation }) => operation));
  }
  if (undecided) {
    const sentence = `After ${maxStates} steps the search gave up: whether ${condition} holds is not known.`;
    return { type: 'undecided', condition, states, sentence };
  }
  return { type: 'holds', condition, witness: witnessOf(history, condition, orders), states };
}

/** The operations of each part, in the order in which parts first occur; one part if they depend. */
function partsOf<State extends Json, Input extends Json, Output extends Json>(
  model: SequentialModel<State, Input, Output>,
  history: History<Input, Output>,
  condition: Condition,
): readonly (readonly number[])[] {
  const whole = [[...history.keys()]];
  if (condition === 'sequential consistency') return whole;
  const parts = new Map<string, number[]>();
  for (const [i, { input }] of history.entries()) {
    const name = model.partOf(input);
    if (name === null) return whole;
    const part = parts.get(name) ?? [];
    part.push(i);
    parts.set(name, part);
  }
  return [...parts.values()];
}

function strengthsOf(part: readonly number[], length: number): Strength[] {
  const strengths = Array.from({ length }, (): Strength => 'absent');
  for (const operation of part) strengths[operation] = 'full';
  return strengths;
}
