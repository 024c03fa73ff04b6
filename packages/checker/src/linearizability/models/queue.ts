import type { SequentialModel } from '../model.ts';

/** Oldest first. */
export type QueueState = readonly string[];

/** Adds at the end, or takes from the front. */
export type QueueInput =
  | { readonly type: 'enqueue'; readonly value: string }
  | { readonly type: 'dequeue' };

/** What was dequeued, `null` from an empty queue; `null` for an enqueue. */
export type QueueOutput = string | null;

/** First in, first out (Herlihy and Wing 1990, §1). */
export const queueModel: SequentialModel<QueueState, QueueInput, QueueOutput> = {
  name: 'queue',
  initial: [],
  step: (state, input) => {
    if (input.type === 'enqueue') return { state: [...state, input.value], output: null };
    return { state: state.slice(1), output: state[0] ?? null };
  },
  partOf: () => '',
  describeInput: (input) =>
    input.type === 'enqueue' ? `enqueues ${JSON.stringify(input.value)}` : 'dequeues',
  describeOutput: (input, output) => {
    if (input.type === 'enqueue') return 'done';
    return output === null ? 'that it is empty' : JSON.stringify(output);
  },
  describeState: (state) =>
    state.length === 0
      ? 'the queue is empty'
      : `the queue holds ${state.map((value) => JSON.stringify(value)).join(', ')}`,
};
