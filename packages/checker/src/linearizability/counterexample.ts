import type { Json } from '@menagerie/contract';
import { explain } from './explain.ts';
import { type History, returnOf } from './history.ts';
import type { SequentialModel } from './model.ts';
import type { Compiler, Condition, Strength } from './problem.ts';
import { search } from './search.ts';

/** The smallest part of a history that cannot be explained. */
export interface Counterexample {
  /**
   * Indexes of its operations, in the order of their invocations. Without the demands of any one
   * of them the history could be explained, unless the search for that gave up.
   */
  readonly operations: readonly number[];
  /**
   * The longest attempt: as many of them as can be explained together, in an order that does, with
   * the others that help them.
   */
  readonly placed: readonly number[];
  /** Those that could come next by their times, and do not fit. */
  readonly stuck: readonly number[];
  /**
   * How many other operations were invoked by then. They are no way out: the part cannot be
   * explained even where each of them may have taken effect at any time, or never.
   */
  readonly others: number;
  /**
   * All that happened before this time can be explained, and what had returned by then cannot;
   * `null` for sequential consistency, which does not look at time.
   */
  readonly brokenAt: number | null;
  /** The whole in words, with the values. */
  readonly sentence: string;
}

/**
 * Asks less and less of a history that cannot be explained, as long as it still cannot be.
 *
 * To leave out a write would prove nothing: a read of what it wrote could then not be explained
 * either. So an operation is not left out but set free, to take effect at any time or never, and
 * only what still contradicts itself is shown.
 *
 * @param part the operations that were found to have no explanation
 * @param maxStates bound for each search; with 0 the whole part is the answer
 */
export function smallestPart<State extends Json, Input extends Json, Output extends Json>(
  model: SequentialModel<State, Input, Output>,
  history: History<Input, Output>,
  condition: Condition,
  compiler: Compiler<State, Input, Output>,
  part: readonly number[],
  maxStates: number,
): Counterexample {
  const contradicts = (strengths: readonly Strength[]): boolean =>
    search(compiler.problem(strengths), maxStates).type === 'none';
  let strengths = history.map((): Strength => 'absent');
  for (const operation of part) strengths[operation] = 'full';
  let brokenAt: number | null = null;
  if (condition === 'linearizability' && maxStates > 0) {
    const cut = firstBreak(history, part, strengths, contradicts);
    strengths = cut.strengths;
    brokenAt = cut.at;
  }
  if (maxStates > 0) strengths = setFree(part, strengths, contradicts);
  const operations = part.filter((i) => strengths[i] === 'full' || strengths[i] === 'pending');
  operations.sort((a, b) => (history[a]?.invokedAt ?? 0) - (history[b]?.invokedAt ?? 0) || a - b);
  const result = search(compiler.problem(strengths), Number.POSITIVE_INFINITY);
  const order = result.type === 'none' ? result.longest : [];
  const placed = order.map(({ operation }) => operation);
  const left = operations.filter((i) => strengths[i] === 'full' && !placed.includes(i));
  const stuck = left.filter((i) => !left.some((other) => precedes(history, condition, other, i)));
  const others = strengths.filter((each) => each === 'free').length;
  const found = { operations, placed, stuck, others, brokenAt };
  return { ...found, sentence: explain(model, history, condition, found) };
}

/** The shortest beginning of the history that cannot be explained, up to one of its returns. */
function firstBreak<Input, Output>(
  history: History<Input, Output>,
  part: readonly number[],
  whole: Strength[],
  contradicts: (strengths: readonly Strength[]) => boolean,
): { readonly strengths: Strength[]; readonly at: number | null } {
  const upTo = (time: number): Strength[] =>
    history.map((operation, i): Strength => {
      if (whole[i] === 'absent' || operation.invokedAt > time) return 'absent';
      return returnOf(operation) <= time ? 'full' : 'pending';
    });
  const returns = part.flatMap((i) => {
    const operation = history[i];
    return operation?.outcome.type === 'ok' ? [operation.outcome.returnedAt] : [];
  });
  const times = [...new Set(returns)].sort((a, b) => a - b);
  let low = 0;
  let high = times.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (contradicts(upTo(times[middle] ?? 0))) high = middle;
    else low = middle + 1;
  }
  const at = times[low] ?? null;
  const strengths = at === null ? whole : upTo(at);
  return contradicts(strengths) ? { strengths, at } : { strengths: whole, at };
}

/** Sets operations free, many at once as long as that goes, then one by one. */
function setFree(
  part: readonly number[],
  from: Strength[],
  contradicts: (strengths: readonly Strength[]) => boolean,
): Strength[] {
  let strengths = from;
  const bound = part.filter((i) => strengths[i] !== 'absent');
  for (let size = bound.length >> 1; size >= 1; size >>= 1) {
    for (let at = 0; at < bound.length; at += size) {
      const chosen = bound.slice(at, at + size).filter((i) => strengths[i] !== 'free');
      if (chosen.length === 0) continue;
      const weaker = strengths.slice();
      for (const i of chosen) weaker[i] = 'free';
      if (contradicts(weaker)) strengths = weaker;
    }
  }
  return strengths;
}

function precedes<Input, Output>(
  history: History<Input, Output>,
  condition: Condition,
  first: number,
  second: number,
): boolean {
  const [a, b] = [history[first], history[second]];
  if (a === undefined || b === undefined || returnOf(a) >= b.invokedAt) return false;
  return condition === 'linearizability' || a.process === b.process;
}
