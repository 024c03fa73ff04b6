import type { ServerId, Shape, Span } from '@menagerie/contract';
import { drawUnit, Purpose, textKey } from '../draw.ts';
import type { ServerCell } from '../world/server-cell.ts';
import type { World } from '../world/world.ts';
import type { Agenda } from './agenda.ts';
import { TimerBook } from './timer-book.ts';
import { instant } from './work.ts';

/**
 * The clocks of the servers. A span is a number of milliseconds of the server's own clock: on one
 * that runs at twice the true rate it is over in half the true time.
 */
export class Clocks<S extends Shape> {
  readonly #book: TimerBook<S>;
  readonly #rates: number[];

  constructor(servers: number, from?: Clocks<S>) {
    this.#book = from === undefined ? new TimerBook(servers) : from.#book.clone();
    this.#rates =
      from === undefined ? Array.from({ length: servers }, () => 1) : from.#rates.slice();
  }

  clone(): Clocks<S> {
    return new Clocks(this.#rates.length, this);
  }

  /** Draws how long an armed timer runs. @returns when it is due */
  arm(cell: ServerCell<S>, timer: S['timer'], span: Span, seed: number, agenda: Agenda<S>): number {
    const nth = this.#book.countArming(cell.id, timer);
    const unit = drawUnit(seed, Purpose.timer, cell.id, textKey(timer), nth);
    const dueAt = instant(agenda.now + (span.min + unit * (span.max - span.min)) / cell.rate);
    this.#watch(cell.id, timer, dueAt, agenda);
    return dueAt;
  }

  /**
   * Whether the timer that the queue came upon is to fire. One that was armed anew is looked at
   * again when it is due; one of a paused server waits until the server resumes.
   */
  isDue(cell: ServerCell<S>, timer: S['timer'], entryAt: number, agenda: Agenda<S>): boolean {
    if (!this.#book.takeEntry(cell.id, timer, entryAt)) return false;
    const armed = cell.timers.find((each) => each.timer === timer);
    if (armed === undefined) return false;
    if (armed.dueAt <= agenda.now) return cell.status === 'up';
    this.#watch(cell.id, timer, armed.dueAt, agenda);
    return false;
  }

  /** The clock of a server changed its rate: what is left of its timers stretches or shrinks. */
  skewed(world: World<S>, server: ServerId, rate: number, agenda: Agenda<S>): void {
    const factor = (this.#rates[server] ?? 1) / rate;
    this.#rates[server] = rate;
    const cell = world.own(server);
    cell.timers = cell.timers.map((armed) => {
      const left = armed.dueAt - agenda.now;
      return left <= 0 ? armed : { ...armed, dueAt: instant(agenda.now + left * factor) };
    });
    for (const { timer, dueAt } of cell.timers) this.#watch(server, timer, dueAt, agenda);
  }

  /** A paused server goes on: what became due meanwhile fires first, in order. */
  resumed(world: World<S>, server: ServerId, agenda: Agenda<S>): void {
    const timers = world.servers[server]?.timers ?? [];
    for (const { timer, dueAt } of [...timers].sort((a, b) => a.dueAt - b.dueAt)) {
      this.#watch(server, timer, Math.max(dueAt, agenda.now), agenda);
    }
  }

  #watch(server: ServerId, timer: S['timer'], at: number, agenda: Agenda<S>): void {
    if (this.#book.needsEntry(server, timer, at)) {
      agenda.queue.push(at, 0, { type: 'timer', server, timer });
    }
  }
}
