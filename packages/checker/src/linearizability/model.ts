import type { Json } from '@menagerie/contract';

/** What a step of a model gives. */
export interface Step<State, Output> {
  readonly state: State;
  readonly output: Output;
}

/**
 * What an object does when operations come one at a time: the meaning against which a history is
 * held. States, inputs and outputs are plain data; two that print the same are the same.
 */
export interface SequentialModel<State extends Json, Input extends Json, Output extends Json> {
  /** `register`, `queue`, … */
  readonly name: string;
  readonly initial: State;
  /** The next state and the answer. A pure function, defined for all states and inputs. */
  step(state: State, input: Input): Step<State, Output>;
  /**
   * The part of the object that an input is about. Histories of different parts are checked apart,
   * which is sound if no step on one part looks at another or changes it, and if every part begins
   * like the whole. `null` where an input is about all; one such input in a history and all of it
   * is checked as a whole.
   */
  partOf(input: Input): string | null;
  /** `reads`, `writes 3`: after the name of a process. */
  describeInput(input: Input): string;
  /** `3`, `"no node"`: after `answered`. */
  describeOutput(input: Input, output: Output): string;
  /** `it holds 3`, `the queue is empty`. */
  describeState(state: State): string;
}

/** Text that is equal exactly where two values are: names in order, no spaces. */
export function canonical(value: Json): string {
  if (isList(value)) return `[${value.map(canonical).join()}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const fields = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${fields.map(([name, field]) => `${JSON.stringify(name)}:${canonical(field)}`).join()}}`;
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}
