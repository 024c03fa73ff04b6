/**
 * Which sessions have been silent for too long. Only a leader asks; all it knows of those on other
 * servers is what they tell it. Time is counted in ticks, so that many expire at once and early
 * never.
 */
export class SessionClock {
  readonly #tickMs: number;
  readonly #due = new Map<bigint, number>();

  constructor(tickMs: number) {
    this.#tickMs = tickMs;
  }

  /** A session was heard of: it lives for its timeout from now on. */
  touch(session: bigint, timeoutMs: number, now: number): void {
    const ticks = Math.floor((now + timeoutMs) / this.#tickMs) + 1;
    this.#due.set(session, ticks * this.#tickMs);
  }

  forget(session: bigint): void {
    this.#due.delete(session);
  }

  clear(): void {
    this.#due.clear();
  }

  /** When each session ends unless it is heard of. */
  get due(): ReadonlyMap<bigint, number> {
    return this.#due;
  }

  /** Those that are over; they are forgotten. */
  takeExpired(now: number): bigint[] {
    const expired: bigint[] = [];
    for (const [session, due] of this.#due) if (due <= now) expired.push(session);
    for (const session of expired) this.#due.delete(session);
    return expired;
  }
}
