import type { Problem } from './problem.ts';

const END = -1;

/**
 * What is not placed yet, as linked lists of calls and returns in the order of time, one for each
 * lane. Taking a task out and putting it back cost the same whatever the length (Lowe 2017, §3).
 *
 * Task `i` below `required.length` is a required one, those behind are the optional ones.
 */
export class Entries {
  readonly #problem: Problem;
  readonly #tasks: number;
  /** By node: calls of all tasks, returns of the required ones, then heads of lanes, two for each. */
  readonly #next: Int32Array;
  readonly #previous: Int32Array;
  /** Marks inputs that an optional call of the lane at hand has. */
  readonly #seen: Map<number, number> = new Map();
  #look = 0;

  constructor(problem: Problem) {
    this.#problem = problem;
    const { required, optional, lanes } = problem;
    this.#tasks = required.length + optional.length;
    const nodes = this.#tasks + required.length + 2 * lanes;
    this.#next = new Int32Array(nodes).fill(END);
    this.#previous = new Int32Array(nodes).fill(END);
    const entries = required.flatMap(({ lane, calledAt, returnedAt }, i) => [
      { node: i, head: this.#headOf(lane), at: calledAt },
      { node: this.#tasks + i, head: this.#headOf(lane), at: returnedAt },
    ]);
    entries.sort((a, b) => a.at - b.at);
    for (const [i, { lane, calledAt }] of optional.entries()) {
      entries.push({ node: required.length + i, head: this.#headOf(lane) + 1, at: calledAt });
    }
    const last = new Int32Array(nodes).map((_, node) => node);
    for (const { node, head } of entries) {
      const before = last[head] ?? head;
      this.#next[before] = node;
      this.#previous[node] = before;
      last[head] = node;
    }
  }

  /**
   * The tasks that may come next: all that were called before the first return that is left in
   * their lane. Required ones first: an optional one is worth a try only where they fail.
   */
  candidates(): number[] {
    const { lanes, required } = this.#problem;
    const found: number[] = [];
    const bounds: number[] = [];
    for (let lane = 0; lane < lanes; lane += 1) {
      let node = this.#next[this.#headOf(lane)] ?? END;
      for (; node !== END && node < this.#tasks; node = this.#next[node] ?? END) found.push(node);
      bounds.push(required[node - this.#tasks]?.returnedAt ?? Number.POSITIVE_INFINITY);
    }
    for (const [lane, bound] of bounds.entries()) this.#addOptional(lane, bound, found);
    return found;
  }

  remove(task: number): void {
    this.#unlink(task);
    if (task < this.#problem.required.length) this.#unlink(this.#tasks + task);
  }

  /** Undoes the newest {@link remove} that is not undone. */
  restore(task: number): void {
    if (task < this.#problem.required.length) this.#relink(this.#tasks + task);
    this.#relink(task);
  }

  /**
   * Of optional tasks with the same input the earliest is as good as any other of its lane: nothing
   * waits for them, and it may be placed wherever the others may.
   */
  #addOptional(lane: number, bound: number, found: number[]): void {
    const { required, optional } = this.#problem;
    this.#look += 1;
    let node = this.#next[this.#headOf(lane) + 1] ?? END;
    for (; node !== END; node = this.#next[node] ?? END) {
      const task = optional[node - required.length];
      if (task === undefined || task.calledAt >= bound) return;
      if (this.#seen.get(task.input) === this.#look) continue;
      this.#seen.set(task.input, this.#look);
      found.push(node);
    }
  }

  #headOf(lane: number): number {
    return this.#tasks + this.#problem.required.length + 2 * lane;
  }

  #unlink(node: number): void {
    const before = this.#previous[node] ?? END;
    const after = this.#next[node] ?? END;
    this.#next[before] = after;
    if (after !== END) this.#previous[after] = before;
  }

  #relink(node: number): void {
    const before = this.#previous[node] ?? END;
    const after = this.#next[node] ?? END;
    this.#next[before] = node;
    if (after !== END) this.#previous[after] = node;
  }
}
