/** How time comes to a driver. */
export interface Clock {
  /** Milliseconds since some moment; never goes back. */
  now(): number;
  /**
   * Calls once, not before so much time has passed, and when all is taken that had arrived by then.
   *
   * @returns what takes it back
   */
  after(ms: number, act: () => void): () => void;
}

/**
 * The armed timers of a core. All of them share one wake-up, and those that are due are taken in the
 * order of their times: also when the process was held up and the wake-up comes late.
 */
export class Timers<T extends string> {
  readonly #clock: Clock;
  readonly #wake: () => void;
  readonly #due = new Map<T, number>();
  #cancel: (() => void) | null = null;
  /** When the wake-up is meant to come. */
  #wakesAt = Number.POSITIVE_INFINITY;
  #paused = false;

  /** @param wake called when something is due */
  constructor(clock: Clock, wake: () => void) {
    this.#clock = clock;
    this.#wake = wake;
  }

  /** Arming an armed timer replaces it. */
  arm(timer: T, ms: number): void {
    const at = this.#clock.now() + ms;
    this.#due.set(timer, at);
    if (at < this.#wakesAt) this.#sleepUntil(at);
  }

  /** An armed timer comes due after so much time at most. */
  hasten(timer: T, ms: number): void {
    const due = this.#due.get(timer);
    if (due !== undefined && due > this.#clock.now() + ms) this.arm(timer, ms);
  }

  disarm(timer: T): void {
    this.#due.delete(timer);
  }

  disarmAll(): void {
    this.#due.clear();
    this.#cancel?.();
    this.#cancel = null;
    this.#wakesAt = Number.POSITIVE_INFINITY;
  }

  /** Nobody takes what is due, so nobody is woken for it, until {@link resume}. */
  pause(): void {
    this.#paused = true;
    this.#cancel?.();
    this.#cancel = null;
    this.#wakesAt = Number.POSITIVE_INFINITY;
  }

  resume(): void {
    this.#paused = false;
    this.#sleepOn();
  }

  /** Disarms the timer that has been due for longest. `null` if none is. */
  take(): T | null {
    const now = this.#clock.now();
    let first: T | null = null;
    let earliest = now;
    for (const [timer, at] of this.#due) {
      if (at > earliest || (at === earliest && first !== null)) continue;
      first = timer;
      earliest = at;
    }
    if (first !== null) this.#due.delete(first);
    return first;
  }

  #sleepUntil(at: number): void {
    if (this.#paused) return;
    this.#cancel?.();
    this.#wakesAt = at;
    this.#cancel = this.#clock.after(Math.max(0, at - this.#clock.now()), () => {
      this.#wakesAt = Number.POSITIVE_INFINITY;
      this.#cancel = null;
      this.#wake();
      this.#sleepOn();
    });
  }

  #sleepOn(): void {
    let next = Number.POSITIVE_INFINITY;
    for (const at of this.#due.values()) next = Math.min(next, at);
    if (next < this.#wakesAt) this.#sleepUntil(next);
  }
}
