import type { Json } from '@menagerie/contract';
import type {
  Condition,
  History,
  Operation,
  Placement,
  SequentialModel,
} from '../../../src/index.ts';

/**
 * Tries every order of every choice of the operations whose outcome is unknown. As plain as can be:
 * it shares nothing with the checker that it is held against.
 */
export function bruteForce<State extends Json, Input extends Json, Output extends Json>(
  model: SequentialModel<State, Input, Output>,
  history: History<Input, Output>,
  condition: Condition,
): boolean {
  const alive = history.filter(({ outcome }) => outcome.type !== 'failed');
  const explains = (state: State, left: readonly Operation<Input, Output>[]): boolean => {
    if (left.every(({ outcome }) => outcome.type === 'unknown')) return true;
    return left.some((operation) => {
      const others = left.filter((other) => other !== operation);
      if (others.some((other) => mustComeFirst(other, operation, condition))) return false;
      const { state: next, output } = model.step(state, operation.input);
      const { outcome } = operation;
      if (outcome.type === 'ok' && !equal(outcome.output, output)) return false;
      return explains(next, others);
    });
  };
  return explains(model.initial, alive);
}

/**
 * Whether the given operations cannot be explained even where all others may take effect at any
 * time or never; of what was invoked after `until` nothing is asked, and nothing is there of it.
 */
export function contradicts<State extends Json, Input extends Json, Output extends Json>(
  model: SequentialModel<State, Input, Output>,
  history: History<Input, Output>,
  condition: Condition,
  bound: readonly number[],
  until: number | null,
): boolean {
  const end = until ?? Number.POSITIVE_INFINITY;
  const weaker = history.flatMap((operation, i): Operation<Input, Output>[] => {
    if (operation.outcome.type === 'failed' || operation.invokedAt > end) return [];
    if (!bound.includes(i)) {
      const free = { process: -1 - i, invokedAt: -1, outcome: { type: 'unknown' } } as const;
      return [{ ...operation, ...free }];
    }
    const late = operation.outcome.type === 'ok' && operation.outcome.returnedAt > end;
    return [late ? { ...operation, outcome: { type: 'unknown' } } : operation];
  });
  return !bruteForce(model, weaker, condition);
}

/** Whether an order of operations is an explanation: it fits the model, the times and the outputs. */
export function explains<State extends Json, Input extends Json, Output extends Json>(
  model: SequentialModel<State, Input, Output>,
  history: History<Input, Output>,
  condition: Condition,
  witness: readonly Placement[],
): boolean {
  const placed = witness.flatMap(({ operation }) => history[operation] ?? []);
  let { initial: state } = model;
  const fits = placed.every((operation, i) => {
    const { state: next, output } = model.step(state, operation.input);
    state = next;
    const { outcome } = operation;
    const later = placed.slice(i + 1);
    if (later.some((other) => mustComeFirst(other, operation, condition))) return false;
    return outcome.type !== 'ok' || equal(outcome.output, output);
  });
  const within = witness.every(({ operation, at }) => {
    const { invokedAt, outcome } = history[operation] ?? { invokedAt: 0, outcome: null };
    if (at === null) return condition === 'sequential consistency';
    return at >= invokedAt && (outcome?.type !== 'ok' || at <= outcome.returnedAt);
  });
  const complete = history.every(
    (operation) => operation.outcome.type !== 'ok' || placed.includes(operation),
  );
  return fits && within && complete && new Set(placed).size === placed.length;
}

function mustComeFirst<Input, Output>(
  first: Operation<Input, Output>,
  second: Operation<Input, Output>,
  condition: Condition,
): boolean {
  if (condition === 'sequential consistency' && first.process !== second.process) return false;
  return first.outcome.type === 'ok' && first.outcome.returnedAt < second.invokedAt;
}

function equal(a: Json, b: Json): boolean {
  return a === b || (typeof a === 'object' && JSON.stringify(a) === JSON.stringify(b));
}
