import type { World } from '@menagerie/client';

/** Longer than any session of a test. */
const PATIENCE_MS = 120_000;

interface Due {
  readonly at: number;
  readonly order: number;
  readonly act: () => void;
}

/** Time that passes only when something is due, and numbers from a seed. */
export class SimulatedWorld implements World {
  #now = 0;
  #order = 0;
  #seed: number;
  readonly #due = new Set<Due>();

  constructor(seed: number) {
    this.#seed = seed;
  }

  now(): number {
    return this.#now;
  }

  random(): number {
    this.#seed = (this.#seed + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.#seed ^ (this.#seed >>> 15), 1 | this.#seed);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  }

  after(ms: number, act: () => void): () => void {
    const due = { at: this.#now + ms, order: this.#order, act };
    this.#order += 1;
    this.#due.add(due);
    return () => this.#due.delete(due);
  }

  soon(act: () => void): void {
    this.after(0, act);
  }

  /** What is still to happen, timers among it. */
  get pending(): number {
    return this.#due.size;
  }

  /** Lets so many milliseconds pass. */
  async pass(ms: number): Promise<void> {
    await this.#runUntil(() => false, this.#now + ms);
  }

  /** Lets time pass until a promise is settled. @throws Error where it is not for very long */
  async until<T>(promise: Promise<T>): Promise<T> {
    let settled = false;
    const mark = (): void => {
      settled = true;
    };
    promise.then(mark, mark);
    await this.#runUntil(() => settled, this.#now + PATIENCE_MS);
    if (!settled) throw new Error(`not settled at ${this.#now} ms`);
    return promise;
  }

  async #runUntil(holds: () => boolean, end: number): Promise<void> {
    for (;;) {
      // All that promises bring about happens now.
      await new Promise((resolve) => setImmediate(resolve));
      if (holds()) return;
      const next = [...this.#due].toSorted((a, b) => a.at - b.at || a.order - b.order)[0];
      if (next === undefined || next.at > end) break;
      this.#due.delete(next);
      this.#now = Math.max(this.#now, next.at);
      next.act();
    }
    this.#now = Math.max(this.#now, end);
  }
}
