interface Due {
  readonly at: number;
  readonly order: number;
  readonly act: () => void;
  isOff: boolean;
}

/** Time that passes only when something is due, and numbers from a seed. */
export class Timeline {
  #now = 0;
  #order = 0;
  #state: number;
  /** A heap: each is due no later than the two at twice its place. */
  readonly #due: Due[] = [];

  constructor(seed: number) {
    this.#state = seed | 0;
  }

  /** Milliseconds since the beginning. */
  now(): number {
    return this.#now;
  }

  /** From 0 to below 1. */
  random(): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), this.#state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  /** A whole number from 0 to below `bound`. */
  below(bound: number): number {
    return Math.floor(this.random() * bound);
  }

  /** One of them. */
  pick<T>(among: readonly [T, ...T[]]): T {
    return among[this.below(among.length)] ?? among[0];
  }

  /** @returns what takes it back */
  after(ms: number, act: () => void): () => void {
    const due = { at: this.#now + ms, order: this.#order, act, isOff: false };
    this.#order += 1;
    this.#add(due);
    return () => {
      due.isOff = true;
    };
  }

  /**
   * Lets happen what is due until something holds, or so much time has passed. Of each event all is
   * done that promises bring about before the next one comes.
   *
   * @returns whether it holds
   */
  runUntil(holds: () => boolean, ms: number): Promise<boolean> {
    const end = this.#now + ms;
    return new Promise((resolve, reject) => {
      const goOn = (): void => {
        if (holds()) {
          resolve(true);
          return;
        }
        const next = this.#takeBefore(end);
        if (next === null) {
          this.#now = end;
          resolve(false);
          return;
        }
        this.#now = Math.max(this.#now, next.at);
        try {
          next.act();
        } catch (error) {
          reject(error);
          return;
        }
        setImmediate(goOn);
      };
      // What was begun before this call comes first.
      setImmediate(goOn);
    });
  }

  /** Lets so many milliseconds pass. */
  async pass(ms: number): Promise<void> {
    await this.runUntil(() => false, ms);
  }

  #takeBefore(end: number): Due | null {
    for (;;) {
      const [first] = this.#due;
      if (first === undefined || (!first.isOff && first.at > end)) return null;
      this.#removeFirst();
      if (!first.isOff) return first;
    }
  }

  #add(due: Due): void {
    const heap = this.#due;
    let at = heap.length;
    heap.push(due);
    while (at > 0) {
      const above = (at - 1) >> 1;
      const parent = heap[above];
      if (parent === undefined || isBefore(parent, due)) break;
      heap[at] = parent;
      at = above;
    }
    heap[at] = due;
  }

  #removeFirst(): void {
    const heap = this.#due;
    const last = heap.pop();
    if (last === undefined || heap.length === 0) return;
    let at = 0;
    for (;;) {
      const left = heap[2 * at + 1];
      const right = heap[2 * at + 2];
      if (left === undefined) break;
      const isRight = right !== undefined && isBefore(right, left);
      const child = isRight ? right : left;
      if (isBefore(last, child)) break;
      heap[at] = child;
      at = 2 * at + (isRight ? 2 : 1);
    }
    heap[at] = last;
  }
}

function isBefore(a: Due, b: Due): boolean {
  return a.at < b.at || (a.at === b.at && a.order < b.order);
}
