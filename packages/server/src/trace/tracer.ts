import type { TraceBody, TraceEvent } from './events.ts';

/** What a tracer is made of. */
export interface TracerParts {
  readonly self: number;
  readonly servers: number;
  /** Milliseconds since 1970, with fractions. */
  readonly wallClock: () => number;
}

/** Who hears of events. */
export interface TraceListener {
  /** Whether there is room for another event. */
  readonly hasRoom: boolean;
  hear(event: TraceEvent): void;
  /** Something happened for which there was no room. */
  missed(): void;
}

/** As many events as fit into a millisecond, so that numbers grow over a restart. */
const EVENTS_A_MS = 1000;

/**
 * Tells viewers what a server does. Nobody listens: then it makes no events, and what asks {@link on}
 * first pays for nothing but the question.
 */
export class Tracer {
  readonly #parts: TracerParts;
  readonly #clock: number[];
  readonly #listeners = new Set<TraceListener>();

  constructor(parts: TracerParts) {
    this.#parts = parts;
    this.#clock = Array.from({ length: parts.servers }, () => 0);
    this.#clock[parts.self] = Math.floor(parts.wallClock()) * EVENTS_A_MS;
  }

  /** Whether anybody listens. */
  get on(): boolean {
    return this.#listeners.size > 0;
  }

  /** @returns what ends it */
  listen(listener: TraceListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /**
   * Something happens.
   *
   * @param make called only if somebody has room for the event
   * @returns the clock of the event
   */
  note(make: () => TraceBody): readonly number[] {
    const { self, wallClock } = this.#parts;
    this.#clock[self] = (this.#clock[self] ?? 0) + 1;
    const clock = [...this.#clock];
    let event: TraceEvent | null = null;
    for (const listener of this.#listeners) {
      if (listener.hasRoom) {
        event ??= { at: wallClock(), clock, body: make() };
        listener.hear(event);
      } else listener.missed();
    }
    return clock;
  }

  /** A message brought the clock of its sending: all that it knows of came to pass before. */
  merge(clock: readonly number[]): void {
    for (const [server, number] of this.#clock.entries()) {
      this.#clock[server] = Math.max(number, clock[server] ?? 0);
    }
  }
}
