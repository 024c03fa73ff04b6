import type { Json } from '@menagerie/contract';
import type { Verdict } from './check.ts';
import { type History, type Operation, returnOf } from './history.ts';
import type { SequentialModel } from './model.ts';

/**
 * - `placed`: has a place in the order.
 * - `stuck`: does not fit where the order ends.
 * - `waiting`: would come after those that are stuck.
 * - `unused`: its outcome is unknown, and nothing shows that it took effect.
 */
export type SpanRole = 'placed' | 'stuck' | 'waiting' | 'unused';

/** One operation as a bar. */
export interface Span {
  /** Index of the operation in the history. */
  readonly operation: number;
  /** Columns from 0. */
  readonly from: number;
  /** The last column of the picture for one that was never answered. */
  readonly to: number;
  readonly answered: boolean;
  readonly role: SpanRole;
  /** Its number in the order, from 1; `null` without a place. */
  readonly nth: number | null;
  /** Where it may have taken effect, in columns and parts of columns; `null` where time does not order. */
  readonly point: number | null;
  /** `reads: 3`. */
  readonly label: string;
}

/** What one process did. */
export interface Row {
  readonly process: number;
  readonly spans: readonly Span[];
}

/**
 * A verdict as a picture: a row for each process, a column for each invocation and each return.
 * Times are not to scale, so that what happened at nearly the same time can be told apart.
 */
export interface Picture {
  readonly title: string;
  /** The verdict in words. */
  readonly text: string;
  readonly columns: number;
  readonly rows: readonly Row[];
}

/**
 * Lays out a verdict: of a history that holds all operations with an order that explains them, of
 * one that does not the smallest part that contradicts itself, with the longest attempt.
 *
 * @param history the one that was judged
 */
export function pictureOf<State extends Json, Input extends Json, Output extends Json>(
  model: SequentialModel<State, Input, Output>,
  history: History<Input, Output>,
  verdict: Verdict,
): Picture {
  const { shown, order, stuck } = contentOf(history, verdict);
  const columnOf = columns(shown.map(({ operation }) => operation));
  const points = pointsOf(shown, order, columnOf, verdict);
  const spans = shown.map(({ index, operation }): Span & { readonly process: number } => {
    const nth = order.indexOf(index) + 1;
    const end = returnOf(operation);
    return {
      process: operation.process,
      operation: index,
      from: columnOf.at(operation.invokedAt, true),
      to: Number.isFinite(end) ? columnOf.at(end, false) : columnOf.count - 1,
      answered: operation.outcome.type !== 'unknown',
      role: roleOf(operation, nth, stuck.includes(index)),
      nth: nth === 0 ? null : nth,
      point: points.get(index) ?? null,
      label: labelOf(model, operation),
    };
  });
  const processes = [...new Set(spans.map(({ process }) => process))].sort((a, b) => a - b);
  const rows = processes.map((process) => ({
    process,
    spans: spans.filter((span) => span.process === process),
  }));
  return { ...words(model.name, verdict), columns: columnOf.count, rows };
}

interface Shown<Input, Output> {
  readonly index: number;
  readonly operation: Operation<Input, Output>;
}

function contentOf<Input, Output>(
  history: History<Input, Output>,
  verdict: Verdict,
): {
  readonly shown: readonly Shown<Input, Output>[];
  readonly order: readonly number[];
  readonly stuck: readonly number[];
} {
  const everything = history.flatMap((operation, index) =>
    operation.outcome.type === 'failed' ? [] : [{ index, operation }],
  );
  switch (verdict.type) {
    case 'holds': {
      const order = verdict.witness.map(({ operation }) => operation);
      return { shown: everything, order, stuck: [] };
    }
    case 'violated': {
      const { operations, placed, stuck } = verdict.counterexample;
      const shown = everything.filter(
        ({ index }) => operations.includes(index) || placed.includes(index),
      );
      return { shown, order: placed, stuck };
    }
    case 'undecided':
      return { shown: everything, order: [], stuck: [] };
  }
}

/** Numbers the invocations and returns by time; at equal times invocations first. */
function columns<Input, Output>(
  operations: readonly Operation<Input, Output>[],
): { readonly count: number; at(time: number, call: boolean): number } {
  const names = new Set<string>();
  const events: { readonly time: number; readonly call: boolean }[] = [];
  const add = (time: number, call: boolean): void => {
    if (!Number.isFinite(time) || names.has(`${time} ${call}`)) return;
    names.add(`${time} ${call}`);
    events.push({ time, call });
  };
  for (const operation of operations) {
    add(operation.invokedAt, true);
    add(returnOf(operation), false);
  }
  events.sort((a, b) => a.time - b.time || Number(b.call) - Number(a.call));
  return {
    count: events.length + 1,
    at: (time, call) => events.findIndex((each) => each.time === time && each.call === call),
  };
}

/** Spreads the points of the order over the columns, so that no two lie on each other. */
function pointsOf<Input, Output>(
  shown: readonly Shown<Input, Output>[],
  order: readonly number[],
  columnOf: ReturnType<typeof columns>,
  verdict: Verdict,
): ReadonlyMap<number, number> {
  const points = new Map<number, number>();
  if (verdict.condition === 'sequential consistency') return points;
  const crowd = new Map<number, number>();
  let now = 0;
  for (const index of order) {
    const found = shown.find((each) => each.index === index);
    if (found === undefined) continue;
    now = Math.max(now, columnOf.at(found.operation.invokedAt, true));
    const others = crowd.get(now) ?? 0;
    crowd.set(now, others + 1);
    // Below one column however many there are: 1/2, 2/3, 3/4 of it, …
    points.set(index, now + (others + 1) / (others + 2));
  }
  return points;
}

function roleOf<Input, Output>(
  { outcome }: Operation<Input, Output>,
  nth: number,
  stuck: boolean,
): SpanRole {
  if (nth > 0) return 'placed';
  if (stuck) return 'stuck';
  return outcome.type === 'ok' ? 'waiting' : 'unused';
}

function labelOf<State extends Json, Input extends Json, Output extends Json>(
  model: SequentialModel<State, Input, Output>,
  { input, outcome }: Operation<Input, Output>,
): string {
  const act = model.describeInput(input);
  if (outcome.type !== 'ok') return `${act}: no answer`;
  const answer = model.describeOutput(input, outcome.output);
  return answer === 'done' ? act : `${act}: ${answer}`;
}

function words(name: string, verdict: Verdict): { readonly title: string; readonly text: string } {
  switch (verdict.type) {
    case 'holds': {
      const text = 'The numbers give an order that explains every operation.';
      return { title: `${verdict.condition} of the ${name} holds`, text };
    }
    case 'violated': {
      const text = verdict.counterexample.sentence;
      return { title: `${verdict.condition} of the ${name} is violated`, text };
    }
    case 'undecided':
      return { title: `${verdict.condition} of the ${name} is undecided`, text: verdict.sentence };
  }
}
