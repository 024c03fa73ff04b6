import type { Json } from '@menagerie/contract';
import { type History, returnOf } from './history.ts';
import type { SequentialModel } from './model.ts';
import { type Steps, Transitions } from './transitions.ts';

/**
 * - `linearizability`: an operation that returned before another was invoked comes first (Herlihy
 *   and Wing 1990, §2.3).
 * - `sequential consistency`: only operations of the same process keep their order (Lamport 1979).
 */
export type Condition = 'linearizability' | 'sequential consistency';

/**
 * How much is asked of an operation.
 *
 * - `full`: what the history says.
 * - `pending`: as if its outcome were unknown.
 * - `free`: it may take effect at any time, even before its invocation, or never.
 * - `absent`: it is not there.
 *
 * Each asks less than the one above, but for `absent`, which takes away from `free` what it could
 * contribute.
 */
export type Strength = 'full' | 'pending' | 'free' | 'absent';

/** A task that must be placed, or may be. */
export interface Task {
  /** Index of its operation in the history. */
  readonly operation: number;
  /** Number of its input. */
  readonly input: number;
  /** Number of the output that it must give; -1 where it is not known. */
  readonly output: number;
  /** Tasks of one lane keep the order of real time among themselves. */
  readonly lane: number;
  /** Places among all calls and returns by time; infinite for no return. */
  readonly calledAt: number;
  readonly returnedAt: number;
}

/** A history as the search takes it: everything is a small number. */
export interface Problem {
  readonly steps: Steps;
  readonly lanes: number;
  /** In the order of their calls. They must all be placed. */
  readonly required: readonly Task[];
  /** In the order of their calls. */
  readonly optional: readonly Task[];
}

/** What stays the same when parts of a history are asked for less: made once, used for many searches. */
export class Compiler<State extends Json, Input extends Json, Output extends Json> {
  readonly #history: History<Input, Output>;
  readonly #condition: Condition;
  readonly #transitions: Transitions<State, Input, Output>;
  readonly #inputs: readonly number[];
  readonly #outputs: readonly number[];
  /** Of each operation the place of its call and of its return. */
  readonly #calls: readonly number[];
  readonly #returns: readonly number[];
  readonly #lanes: readonly number[];

  constructor(
    model: SequentialModel<State, Input, Output>,
    history: History<Input, Output>,
    condition: Condition,
  ) {
    this.#history = history;
    this.#condition = condition;
    const transitions = new Transitions(model);
    this.#transitions = transitions;
    this.#inputs = history.map(({ input }) => transitions.inputNumber(input));
    this.#outputs = history.map(({ outcome }) =>
      outcome.type === 'ok' ? transitions.outputNumber(outcome.output) : -1,
    );
    const { calls, returns } = placesOf(history);
    this.#calls = calls;
    this.#returns = returns;
    const processes = [...new Set(history.map(({ process }) => process))].sort((a, b) => a - b);
    this.#lanes = history.map(({ process }) => processes.indexOf(process));
  }

  /** @param strengths one for each operation of the history */
  problem(strengths: readonly Strength[]): Problem {
    const required: Task[] = [];
    const optional: Task[] = [];
    let lanes = 1;
    for (const [operation, { outcome }] of this.#history.entries()) {
      const strength = strengths[operation] ?? 'absent';
      // A failed operation had no effect: nothing is to be placed.
      if (strength === 'absent' || outcome.type === 'failed') continue;
      const must = strength === 'full' && outcome.type === 'ok';
      const free = strength === 'free';
      const lane =
        this.#condition === 'linearizability' || free ? 0 : (this.#lanes[operation] ?? 0);
      lanes = Math.max(lanes, lane + 1);
      (must ? required : optional).push({
        operation,
        input: this.#inputs[operation] ?? 0,
        output: must ? (this.#outputs[operation] ?? -1) : -1,
        lane,
        calledAt: free ? -1 : (this.#calls[operation] ?? 0),
        returnedAt: must ? (this.#returns[operation] ?? 0) : Number.POSITIVE_INFINITY,
      });
    }
    const byCall = (a: Task, b: Task): number => a.calledAt - b.calledAt;
    required.sort(byCall);
    optional.sort(byCall);
    return { steps: this.#transitions, lanes, required, optional };
  }
}

/** Numbers calls and returns by time; at equal times calls first, since such operations overlap. */
function placesOf<Input, Output>(
  history: History<Input, Output>,
): { readonly calls: readonly number[]; readonly returns: readonly number[] } {
  const events: { readonly at: number; readonly call: boolean; readonly operation: number }[] = [];
  for (const [operation, each] of history.entries()) {
    events.push({ at: each.invokedAt, call: true, operation });
    events.push({ at: returnOf(each), call: false, operation });
  }
  events.sort(
    (a, b) =>
      (a.at === b.at ? 0 : a.at - b.at) ||
      Number(b.call) - Number(a.call) ||
      a.operation - b.operation,
  );
  const calls: number[] = [];
  const returns: number[] = [];
  for (const [place, { call, operation }] of events.entries()) {
    (call ? calls : returns)[operation] = place;
  }
  return { calls, returns };
}
