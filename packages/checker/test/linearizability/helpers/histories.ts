import type { Json } from '@menagerie/contract';
import fc from 'fast-check';
import {
  keyValueModel,
  lockModel,
  type Operation,
  type Outcome,
  queueModel,
  registerModel,
  type SequentialModel,
  znodeModel,
} from '../../../src/index.ts';

/** A model together with few enough inputs that random operations meet each other. */
export interface Case<State extends Json, Input extends Json, Output extends Json> {
  readonly model: SequentialModel<State, Input, Output>;
  readonly inputs: readonly Input[];
}

/** Calls the function with each model of the package. */
export function forEachModel(
  run: <State extends Json, Input extends Json, Output extends Json>(
    each: Case<State, Input, Output>,
  ) => void,
): void {
  run({
    model: registerModel,
    inputs: [
      { type: 'read' },
      { type: 'write', value: 1 },
      { type: 'write', value: 2 },
      { type: 'cas', expected: 1, value: 2 },
      { type: 'cas', expected: 2, value: 3 },
    ],
  });
  run({
    model: keyValueModel,
    inputs: ['a', 'b'].flatMap((key) => [
      { type: 'get' as const, key },
      { type: 'put' as const, key, value: '1' },
      { type: 'append' as const, key, value: '2' },
    ]),
  });
  run({
    model: lockModel,
    inputs: ['A', 'B'].flatMap((client) => [
      { type: 'acquire' as const, client },
      { type: 'release' as const, client },
    ]),
  });
  run({
    model: queueModel,
    inputs: [{ type: 'enqueue', value: 'x' }, { type: 'enqueue', value: 'y' }, { type: 'dequeue' }],
  });
  run({
    model: znodeModel,
    inputs: [
      { type: 'create', path: '/a', data: 'x', sequential: false },
      { type: 'create', path: '/a/n-', data: 'x', sequential: true },
      { type: 'create', path: '/s-', data: 'x', sequential: true },
      { type: 'delete', path: '/a', version: null },
      { type: 'delete', path: '/a', version: 0 },
      { type: 'setData', path: '/a', data: 'y', version: 0 },
      { type: 'setData', path: '/b', data: 'y', version: null },
      { type: 'create', path: '/b', data: 'z', sequential: false },
      { type: 'getData', path: '/a' },
      { type: 'exists', path: '/b' },
    ],
  });
}

/** Random small histories: outputs are those of another random execution, so both verdicts occur. */
export function anyHistory<State extends Json, Input extends Json, Output extends Json>(
  { model, inputs }: Case<State, Input, Output>,
  most: number,
): fc.Arbitrary<readonly Operation<Input, Output>[]> {
  const operation = fc.record({
    process: fc.nat(2),
    input: fc.constantFrom(...inputs),
    invokedAt: fc.nat(8),
    lasts: fc.nat(4),
    outcome: fc.constantFrom('ok', 'ok', 'ok', 'ok', 'unknown', 'failed'),
    /** Where the output comes from: the execution goes through the operations by this number. */
    place: fc.nat(9),
  });
  return fc.array(operation, { minLength: 1, maxLength: most }).map((drawn) => {
    const outputs = new Map<object, Output>();
    let { initial: state } = model;
    for (const each of drawn.toSorted((a, b) => a.place - b.place)) {
      const step = model.step(state, each.input);
      outputs.set(each, step.output);
      if (each.outcome !== 'failed') ({ state } = step);
    }
    return drawn.map((each): Operation<Input, Output> => {
      const { process, input, invokedAt } = each;
      const returnedAt = invokedAt + each.lasts;
      const output = outputs.get(each);
      if (each.outcome === 'ok' && output !== undefined) {
        return { process, input, invokedAt, outcome: { type: 'ok', output, returnedAt } };
      }
      const outcome: Outcome<Output> =
        each.outcome === 'failed' ? { type: 'failed', returnedAt } : { type: 'unknown' };
      return { process, input, invokedAt, outcome };
    });
  });
}

/**
 * Long histories that hold: operations take effect one after the other, each at a moment inside
 * its interval. Those of a process do not overlap; some are never answered.
 */
export function executedHistory<State extends Json, Input extends Json, Output extends Json>(
  { model, inputs }: Case<State, Input, Output>,
  length: number,
): fc.Arbitrary<readonly Operation<Input, Output>[]> {
  const operation = fc.record({
    process: fc.nat(4),
    input: fc.constantFrom(...inputs),
    before: fc.nat(30),
    after: fc.nat(30),
    answered: fc.nat(9).map((digit) => digit > 0),
    happens: fc.boolean(),
  });
  return fc.array(operation, { minLength: length, maxLength: length }).map((drawn) => {
    let { initial: state } = model;
    const busyUntil = new Map<number, number>();
    return drawn.flatMap((each, i): Operation<Input, Output>[] => {
      const { process, input, answered } = each;
      const moment = 10 * i;
      const free = (busyUntil.get(process) ?? 0) + 1;
      if (free > moment) return [];
      const invokedAt = Math.max(free, moment - each.before);
      const returnedAt = moment + each.after;
      busyUntil.set(process, answered ? returnedAt : moment);
      if (!answered && !each.happens) {
        return [{ process, input, invokedAt, outcome: { type: 'unknown' } }];
      }
      const step = model.step(state, input);
      ({ state } = step);
      const { output } = step;
      const outcome = answered
        ? ({ type: 'ok', output, returnedAt } as const)
        : ({ type: 'unknown' } as const);
      return [{ process, input, invokedAt, outcome }];
    });
  });
}
