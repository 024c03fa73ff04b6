// Words of the head.
const ACTIVE = 0;
const ARRIVED = 1;
const ROUND = 2;
const ALONE = 3;
const WORDS = 4;

/**
 * Where threads wait for each other: all of them at the end of a round, or all but one while that
 * one does something alone. Who waits at the end of the round disturbs nobody, so it is not waited
 * for.
 */
export class Gate {
  readonly #threads: number;
  readonly #head: Int32Array;

  constructor(threads: number, head: SharedArrayBuffer) {
    this.#threads = threads;
    this.#head = new Int32Array(head, 0, WORDS);
  }

  /** Waits until all threads are here; the last of them does something before anybody goes on. */
  meet(last: () => void): void {
    const head = this.#head;
    const round = Atomics.load(head, ROUND);
    this.#rest();
    if (Atomics.add(head, ARRIVED, 1) + 1 < this.#threads) {
      Atomics.wait(head, ROUND, round);
      return;
    }
    last();
    Atomics.store(head, ARRIVED, 0);
    Atomics.store(head, ACTIVE, this.#threads);
    Atomics.store(head, ROUND, round + 1);
    Atomics.notify(head, ROUND);
  }

  /** Whether somebody wants to be alone: then {@link yield}. */
  get isAsked(): boolean {
    return Atomics.load(this.#head, ALONE) === 1;
  }

  /** Waits while another thread does something alone. */
  yield(): void {
    const head = this.#head;
    while (Atomics.load(head, ALONE) === 1) {
      this.#rest();
      Atomics.wait(head, ALONE, 1);
      Atomics.add(head, ACTIVE, 1);
    }
  }

  /** Does something while all other threads wait. @returns false if another was faster */
  alone(act: () => void): boolean {
    const head = this.#head;
    if (Atomics.compareExchange(head, ALONE, 0, 1) !== 0) return false;
    for (;;) {
      const active = Atomics.load(head, ACTIVE);
      if (active === 1) break;
      Atomics.wait(head, ACTIVE, active);
    }
    act();
    Atomics.store(head, ALONE, 0);
    Atomics.notify(head, ALONE);
    return true;
  }

  #rest(): void {
    Atomics.sub(this.#head, ACTIVE, 1);
    Atomics.notify(this.#head, ACTIVE);
  }
}

/** The memory of a gate, before any thread has come. */
export function shareGate(threads: number): SharedArrayBuffer {
  const memory = new SharedArrayBuffer(WORDS * 4);
  new Int32Array(memory)[ACTIVE] = threads;
  return memory;
}
