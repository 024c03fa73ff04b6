import type { Json } from '@menagerie/contract';
import type { Counterexample } from './counterexample.ts';
import type { History, Operation } from './history.ts';
import type { SequentialModel } from './model.ts';
import type { Condition } from './problem.ts';

/** Says in words what cannot be, where the explanation ends, and what would have to be answered. */
export function explain<State extends Json, Input extends Json, Output extends Json>(
  model: SequentialModel<State, Input, Output>,
  history: History<Input, Output>,
  condition: Condition,
  { operations, placed, stuck, others }: Omit<Counterexample, 'sentence'>,
): string {
  const known = (i: number): Operation<Input, Output>[] =>
    history[i] === undefined ? [] : [history[i]];
  const what = operations.flatMap(known).map((each) => sentenceOf(model, each));
  let state = model.initial;
  for (const { input } of placed.flatMap(known)) state = model.step(state, input).state;
  const before = placed.flatMap(known).map((each) => actOf(model, each));
  const after = before.length === 0 ? 'At the beginning' : `At best, after “${before.join(', ')}”,`;
  const instead = stuck.flatMap(known).map((each) => wouldBe(model, state, each));
  const way = others === 0 ? '' : `, even if the other ${others} took effect at any time or never`;
  const count = operations.length;
  const these = count === 1 ? 'this operation' : `these ${count} operations`;
  const order = condition === 'linearizability' ? 'that respects time' : 'that each process keeps';
  return `No order ${order} explains ${these}${way}: ${what.join('; ')}. ${after} ${model.describeState(state)}, and ${instead.join('; ')}.`;
}

function actOf<State extends Json, Input extends Json, Output extends Json>(
  model: SequentialModel<State, Input, Output>,
  { process, input }: Operation<Input, Output>,
): string {
  return `process ${process} ${model.describeInput(input)}`;
}

function sentenceOf<State extends Json, Input extends Json, Output extends Json>(
  model: SequentialModel<State, Input, Output>,
  operation: Operation<Input, Output>,
): string {
  const { outcome, invokedAt, input } = operation;
  const act = actOf(model, operation);
  if (outcome.type !== 'ok') return `${act} from ${invokedAt} on and is never answered`;
  const answer = model.describeOutput(input, outcome.output);
  return `${act} from ${invokedAt} to ${outcome.returnedAt} and is answered ${answer}`;
}

function wouldBe<State extends Json, Input extends Json, Output extends Json>(
  model: SequentialModel<State, Input, Output>,
  state: State,
  { process, input, outcome }: Operation<Input, Output>,
): string {
  const expected = model.describeOutput(input, model.step(state, input).output);
  const found = outcome.type === 'ok' ? model.describeOutput(input, outcome.output) : 'nothing';
  return `process ${process} would have to be answered ${expected}, not ${found}`;
}
