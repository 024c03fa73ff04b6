import type { ServerId, Shape } from '@menagerie/contract';

interface Line<S extends Shape> {
  readonly timer: S['timer'];
  /** When the queue will look at the timer; -1 for not at all. */
  queuedAt: number;
  /** How often the timer was armed. */
  armed: number;
}

/**
 * Which timers the queue will look at, and when. Timers are armed anew far more often than they
 * fire: one entry per timer that is looked at, found early, and put back keeps the queue short.
 */
export class TimerBook<S extends Shape> {
  readonly #lines: Line<S>[][];

  constructor(servers: number, from?: TimerBook<S>) {
    this.#lines =
      from === undefined
        ? Array.from({ length: servers }, () => [])
        : from.#lines.map((lines) => lines.map((line) => ({ ...line })));
  }

  clone(): TimerBook<S> {
    return new TimerBook(this.#lines.length, this);
  }

  /** Counts an arming, from 0. */
  countArming(server: ServerId, timer: S['timer']): number {
    const line = this.#line(server, timer);
    line.armed += 1;
    return line.armed - 1;
  }

  /** Whether the queue needs a new entry in order to look at the timer at `dueAt`; notes it if so. */
  needsEntry(server: ServerId, timer: S['timer'], dueAt: number): boolean {
    const line = this.#line(server, timer);
    if (line.queuedAt >= 0 && line.queuedAt <= dueAt) return false;
    line.queuedAt = dueAt;
    return true;
  }

  /** Whether an entry is the one that counts; it is used up then. */
  takeEntry(server: ServerId, timer: S['timer'], at: number): boolean {
    const line = this.#line(server, timer);
    if (line.queuedAt !== at) return false;
    line.queuedAt = -1;
    return true;
  }

  #line(server: ServerId, timer: S['timer']): Line<S> {
    const lines = this.#lines[server] ?? [];
    for (const line of lines) if (line.timer === timer) return line;
    const line = { timer, queuedAt: -1, armed: 0 };
    lines.push(line);
    return line;
  }
}
