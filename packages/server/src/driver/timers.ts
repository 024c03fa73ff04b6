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

/** A wake-up that comes so many milliseconds too late tells that the process was held up. */
const LATE_MS = 50;
/** Of the event loop: others are heard, asked, and heard again. */
const TURNS = 3;

/**
 * The armed timers of a core. All of them share one wake-up, and those that are due are taken in the
 * order of their times: also when the process was held up and the wake-up comes late.
 *
 * A suspicion that comes late waits for a few turns more, once: who was held up itself has not heard
 * the others because it did not listen, and would end in an election what was no silence.
 */
export class Timers<T extends string> {
  readonly #clock: Clock;
  readonly #suspicions: ReadonlySet<T>;
  readonly #wake: () => void;
  readonly #due = new Map<T, number>();
  /** Suspicions that came late, and what takes back the turns that they wait for. */
  readonly #spared = new Map<T, () => void>();
  /** Suspicions that have waited. */
  readonly #confirmed = new Set<T>();
  #cancel: (() => void) | null = null;
  /** When the wake-up is meant to come. */
  #wakesAt = Number.POSITIVE_INFINITY;
  #paused = false;

  /**
   * @param suspicions timers that say nothing but that somebody else was not heard
   * @param wake called when something is due
   */
  constructor(clock: Clock, suspicions: readonly T[], wake: () => void) {
    this.#clock = clock;
    this.#suspicions = new Set(suspicions);
    this.#wake = wake;
  }

  /** Arming an armed timer replaces it. */
  arm(timer: T, ms: number): void {
    this.disarm(timer);
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
    this.#confirmed.delete(timer);
    this.#spared.get(timer)?.();
    this.#spared.delete(timer);
  }

  disarmAll(): void {
    for (const timer of [...this.#due.keys(), ...this.#spared.keys()]) this.disarm(timer);
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
    for (;;) {
      const timer = this.#longestDue();
      if (timer === null) return null;
      if (!this.#isToWait(timer)) {
        this.disarm(timer);
        return timer;
      }
      this.#spare(timer, TURNS);
    }
  }

  #longestDue(): T | null {
    let first: T | null = null;
    let earliest = this.#clock.now();
    for (const [timer, at] of this.#due) {
      if (at > earliest || (at === earliest && first !== null)) continue;
      first = timer;
      earliest = at;
    }
    return first;
  }

  #isToWait(timer: T): boolean {
    if (!this.#suspicions.has(timer) || this.#confirmed.has(timer)) return false;
    return this.#clock.now() - (this.#due.get(timer) ?? 0) > LATE_MS;
  }

  #spare(timer: T, turns: number): void {
    this.#due.delete(timer);
    const cancel = this.#clock.after(0, () => {
      if (turns > 1) this.#spare(timer, turns - 1);
      else this.#confirm(timer);
    });
    this.#spared.set(timer, cancel);
  }

  #confirm(timer: T): void {
    this.#spared.delete(timer);
    this.#confirmed.add(timer);
    this.#due.set(timer, this.#clock.now());
    if (!this.#paused) this.#wake();
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
