import { CheckerError } from '../errors.ts';

/** What a client knows of the end of its operation. */
export type Outcome<Output> =
  /** It took effect, and this is what it gave. */
  | { readonly type: 'ok'; readonly output: Output; readonly returnedAt: number }
  /** It had no effect and never will. */
  | { readonly type: 'failed'; readonly returnedAt: number }
  /**
   * Nobody knows: it timed out, or the history ended first. It may take effect at any time after
   * its invocation, also after the client went on to other things, or never.
   */
  | { readonly type: 'unknown' };

/** One operation of a client, as the client saw it. */
export interface Operation<Input, Output> {
  /** The client. Sequential consistency keeps the order within each. */
  readonly process: number;
  readonly input: Input;
  /**
   * Times are numbers in any unit: only their order counts. An operation comes before another if
   * it returned earlier than the other was invoked; at equal times they overlap.
   */
  readonly invokedAt: number;
  readonly outcome: Outcome<Output>;
}

/** Operations in any order. */
export type History<Input, Output> = readonly Operation<Input, Output>[];

/** When an operation returned; infinite where nobody knows. */
export function returnOf<Input, Output>({ outcome }: Operation<Input, Output>): number {
  return outcome.type === 'unknown' ? Number.POSITIVE_INFINITY : outcome.returnedAt;
}

/** @throws CheckerError `invalid-history`, naming the operation and its times */
export function checkHistory<Input, Output>(history: History<Input, Output>): void {
  for (const [i, operation] of history.entries()) {
    const { invokedAt } = operation;
    const returnedAt = returnOf(operation);
    if (invokedAt <= returnedAt && Number.isFinite(invokedAt)) continue;
    throw new CheckerError(
      'invalid-history',
      `operation ${i} of process ${operation.process} is invoked at ${invokedAt} and returns at ${returnedAt}`,
      'Give times that are numbers, the return no earlier than the invocation',
    );
  }
}
