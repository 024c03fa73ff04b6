import type { Json } from '@menagerie/contract';
import { canonical, type SequentialModel } from './model.ts';

/** Where a step leads, in numbers. */
export interface Transition {
  readonly state: number;
  readonly output: number;
}

/** The steps of a model over numbers instead of values. */
export interface Steps {
  readonly initial: number;
  step(state: number, input: number): Transition;
}

/** Gives equal values equal numbers, from 0. */
class Numbers<Value extends Json> {
  readonly #values: Value[] = [];
  readonly #numbers: Map<string, number> = new Map();

  of(value: Value): number {
    const text = canonical(value);
    const known = this.#numbers.get(text);
    if (known !== undefined) return known;
    const number = this.#values.length;
    this.#numbers.set(text, number);
    this.#values.push(value);
    return number;
  }

  value(number: number): Value {
    const value = this.#values[number];
    if (value === undefined) throw new RangeError(`there is no value ${number}`);
    return value;
  }
}

/** States, inputs and outputs of a model as numbers, and its steps, each taken once. */
export class Transitions<State extends Json, Input extends Json, Output extends Json>
  implements Steps
{
  readonly initial: number;
  readonly #model: SequentialModel<State, Input, Output>;
  readonly #states: Numbers<State> = new Numbers();
  readonly #inputs: Numbers<Input> = new Numbers();
  readonly #outputs: Numbers<Output> = new Numbers();
  /** By state, then by input. */
  readonly #known: (Transition | undefined)[][] = [];

  constructor(model: SequentialModel<State, Input, Output>) {
    this.#model = model;
    this.initial = this.#states.of(model.initial);
  }

  inputNumber(input: Input): number {
    return this.#inputs.of(input);
  }

  outputNumber(output: Output): number {
    return this.#outputs.of(output);
  }

  stateOf(number: number): State {
    return this.#states.value(number);
  }

  step(state: number, input: number): Transition {
    let known = this.#known[state];
    if (known === undefined) {
      known = [];
      this.#known[state] = known;
    }
    let transition = known[input];
    if (transition === undefined) {
      const next = this.#model.step(this.#states.value(state), this.#inputs.value(input));
      transition = { state: this.#states.of(next.state), output: this.#outputs.of(next.output) };
      known[input] = transition;
    }
    return transition;
  }
}
