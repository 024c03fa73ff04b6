import { Entries } from './entries.ts';
import type { Problem, Task } from './problem.ts';
import { Visited } from './visited.ts';

/** What a search found, and how many pairs of placed tasks and state it met. */
export type SearchResult =
  /** The tasks in an order that explains everything; optional ones only where they are needed. */
  | { readonly type: 'order'; readonly order: readonly Task[]; readonly states: number }
  /** There is none. `longest` places as many required tasks as any order can. */
  | { readonly type: 'none'; readonly longest: readonly Task[]; readonly states: number }
  /** More pairs than allowed: nothing is known. */
  | { readonly type: 'limit'; readonly states: number };

interface Frame {
  /** The task that led here; -1 at the beginning. */
  readonly task: number;
  readonly state: number;
  /** The state before that task, if it was an optional one; else -1. */
  readonly without: number;
  readonly candidates: readonly number[];
  tried: number;
}

/**
 * Looks for an order of tasks, depth first (Wing and Gong 1993), never twice through the same set
 * of placed tasks and state (Lowe 2017; Porcupine). Worst case exponential in how many operations
 * overlap; linear in the length of a history whose operations overlap little.
 *
 * Optional tasks are placed only where the next one needs them: an order in which it does not is
 * an order without them as well.
 */
export function search(problem: Problem, maxStates: number): SearchResult {
  return new Search(problem, maxStates).run();
}

class Search {
  readonly #problem: Problem;
  readonly #maxStates: number;
  readonly #entries: Entries;
  readonly #visited: Visited = new Visited();
  /** The placed tasks as bits; the optional ones begin at a word of their own. */
  readonly #placed: Uint32Array;
  readonly #stack: Frame[] = [];
  #placedRequired = 0;
  #longest: readonly Task[] = [];
  #mostRequired = 0;

  constructor(problem: Problem, maxStates: number) {
    this.#problem = problem;
    this.#maxStates = maxStates;
    this.#entries = new Entries(problem);
    const { required, optional } = problem;
    this.#placed = new Uint32Array((required.length >> 5) + 1 + (optional.length >> 5) + 1);
  }

  run(): SearchResult {
    const { required, steps } = this.#problem;
    this.#enter(-1, steps.initial, -1);
    while (this.#placedRequired < required.length) {
      if (this.#visited.size > this.#maxStates)
        return { type: 'limit', states: this.#visited.size };
      const frame = this.#stack.at(-1);
      if (frame === undefined) {
        return { type: 'none', longest: this.#longest, states: this.#visited.size };
      }
      const task = frame.candidates[frame.tried];
      frame.tried += 1;
      if (task === undefined) this.#leave(frame);
      else this.#place(task, frame);
    }
    return { type: 'order', order: this.#order(), states: this.#visited.size };
  }

  /** Places a task next, if the model allows it and it leads to something new. */
  #place(number: number, { state, without }: Frame): void {
    const { steps, required } = this.#problem;
    const task = this.#task(number);
    const isRequired = number < required.length;
    const next = steps.step(state, task.input);
    if (isRequired && next.output !== task.output) return;
    // An optional task that changes nothing explains nothing.
    if (!isRequired && next.state === state) return;
    if (without !== -1) {
      const direct = steps.step(without, task.input);
      const sameOutput = !isRequired || direct.output === task.output;
      if (sameOutput && direct.state === next.state) return;
    }
    this.#toggle(number);
    if (!this.#visited.add(this.#placed, next.state)) {
      this.#toggle(number);
      return;
    }
    this.#entries.remove(number);
    if (isRequired) this.#placedRequired += 1;
    this.#enter(number, next.state, isRequired ? -1 : state);
  }

  #enter(task: number, state: number, without: number): void {
    this.#stack.push({ task, state, without, candidates: this.#entries.candidates(), tried: 0 });
  }

  /** Goes back, and remembers from where if nothing has led further. */
  #leave({ task }: Frame): void {
    if (this.#placedRequired > this.#mostRequired) {
      this.#mostRequired = this.#placedRequired;
      const order = this.#order();
      // Optional tasks at the end led nowhere.
      this.#longest = order.slice(0, order.findLastIndex(({ output }) => output !== -1) + 1);
    }
    this.#stack.pop();
    if (task === -1) return;
    this.#entries.restore(task);
    this.#toggle(task);
    if (task < this.#problem.required.length) this.#placedRequired -= 1;
  }

  #toggle(task: number): void {
    const { required } = this.#problem;
    const bit =
      task < required.length ? task : task - required.length + ((required.length >> 5) + 1) * 32;
    this.#placed[bit >> 5] = (this.#placed[bit >> 5] ?? 0) ^ (1 << (bit & 31));
  }

  #order(): readonly Task[] {
    return this.#stack.flatMap(({ task }) => (task === -1 ? [] : [this.#task(task)]));
  }

  #task(number: number): Task {
    const { required, optional } = this.#problem;
    const task = required[number] ?? optional[number - required.length];
    if (task === undefined) throw new RangeError(`there is no task ${number}`);
    return task;
  }
}
