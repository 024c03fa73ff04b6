import type { Shape } from '@menagerie/contract';
import type { Cell } from './cell.ts';
import type { Desks } from './desks.ts';
import { isPossible, type PlannedEvent } from './events.ts';
import type { Ghosts } from './ghosts.ts';
import { UNHEEDED } from './glimpses.ts';
import type { Prices } from './prices.ts';
import { Rows, withRoom } from './rows.ts';
import type { Transitions } from './transitions.ts';
import { BROKEN } from './verdicts.ts';

/** Nobody has asked for the move yet. */
export const UNKNOWN = -1;
/** The move never leads to another world. */
export const POINTLESS = -2;
/** Something happens to a message and nothing to a server. */
const LOSS = -3;

/** Where the parts of a move lie in its row. */
export const AT = {
  /** What it costs, as a place among {@link Prices.costs}. */
  price: 0,
  /** Which message of the desk; of an event, 0. */
  nth: 1,
  /** The number of the transition, or one of the constants above. */
  transition: 2,
  /** The desk of the server afterwards, before anything arrives there. */
  desk: 3,
  /** What properties go by in it; see {@link Ghosts.glimpseOf}. */
  glimpse: 4,
  /** What is to be said of it by {@link Verdicts}, or {@link UNKNOWN}. */
  verdict: 5,
  /** Where the numbers of the messages that leave begin among {@link Transitions.sends}, and where they end. */
  sends: 6,
  sendsEnd: 7,
} as const;

/** Words of a move. */
export const MOVE = 8;

/**
 * The moves of a desk come in parts: deliveries that come to something; events, all of them in
 * their order; and what befalls messages.
 */
export const EVENTS = 1;
export const LOSSES = 2;
export const PARTS = 3;

/**
 * What can happen to a server, for each orbit of desks: to its representative, and with numbers as
 * seen from there. In the same order for equal desks, always.
 */
export class Moves<S extends Shape> {
  /** A row for each move, as {@link AT} says. */
  readonly rows: Rows = new Rows(MOVE);
  /** Told of each transition that may be made, as it is met for the first time. */
  onNew: (transition: number) => void = () => {};
  /** The first moves of the parts of each orbit, and the end of the last; 0 for what nobody asked for. */
  #bounds: Int32Array<ArrayBuffer> = new Int32Array(PARTS + 1);
  readonly #transitions: Transitions<S>;
  readonly #desks: Desks<S>;
  readonly #ghosts: Ghosts<S>;
  readonly #events: readonly PlannedEvent<S>[];
  readonly #prices: Prices<S>;
  readonly #ordered: boolean;
  readonly #skipIdle: boolean;
  /** By transitions: 1 where {@link onNew} was told of it. */
  #told: Int32Array<ArrayBuffer> = new Int32Array(1 << 10);
  /** A row that is being written. Reused. */
  readonly #row = new Int32Array(MOVE);

  constructor(
    transitions: Transitions<S>,
    desks: Desks<S>,
    ghosts: Ghosts<S>,
    events: readonly PlannedEvent<S>[],
    prices: Prices<S>,
    options: { readonly ordered: boolean; readonly skipIdle: boolean },
  ) {
    this.#transitions = transitions;
    this.#desks = desks;
    this.#ghosts = ghosts;
    this.#events = events;
    this.#prices = prices;
    this.#ordered = options.ordered;
    this.#skipIdle = options.skipIdle;
    // No move has the number 0, which says that a desk has no list yet.
    this.rows.add(this.#blank(0, 0, POINTLESS));
  }

  /** The first move of a part of an orbit; of the part after the last, the end. */
  from(orbit: number, part: number): number {
    const at = orbit * (PARTS + 1);
    if ((this.#bounds[at] ?? 0) === 0) this.#list(orbit);
    return this.#bounds[at + part] ?? 0;
  }

  /** Finds out what becomes of a move that nobody has asked for. @returns the transition */
  learn(move: number, orbit: number): number {
    const row = this.#row;
    const at = move * MOVE;
    for (let i = 0; i < MOVE; i += 1) row[i] = this.rows.words[at + i] ?? 0;
    row[AT.transition] = this.#fateOf(orbit, row);
    this.rows.words.set(row, at);
    return row[AT.transition] ?? UNKNOWN;
  }

  /** Writes all of the row but the transition. */
  #fateOf(orbit: number, row: Int32Array): number {
    const price = row[AT.price] ?? 0;
    const nth = row[AT.nth] ?? 0;
    const { duplicate, drop, delivery } = this.#prices;
    if (price === duplicate || price === drop) {
      row[AT.desk] =
        price === drop ? this.#desks.without(orbit, nth) : this.#desks.twice(orbit, nth);
      return LOSS;
    }
    const delivered = price === delivery;
    const cell = this.#desks.cellAt(orbit);
    const number = delivered
      ? this.#transitions.ofMessage(cell, this.#desks.messageAt(orbit, nth))
      : this.#transitions.ofEvent(cell, price - 1);
    this.#tell(number);
    const transition = this.#transitions.at(number);
    const refused = this.#events[price - 1]?.event.type === 'command' && transition.refused;
    // What changes nothing where it is delivered may as well be lost.
    const idle = delivered && this.#skipIdle && transition.idle;
    if (refused || idle || transition.dead) return this.#pointless(number);
    row[AT.glimpse] = this.#ghosts.glimpseOf(number, cell);
    if (transition.failed) row[AT.verdict] = BROKEN;
    row[AT.desk] = this.#desks.turn(orbit, transition.cell, delivered ? nth : -1);
    row[AT.sends] = transition.sends;
    row[AT.sendsEnd] = transition.sendsEnd;
    return number;
  }

  #pointless(transition: number): number {
    this.#transitions.forget(transition);
    return POINTLESS;
  }

  #tell(transition: number): void {
    this.#told = withRoom(this.#told, transition + 1);
    if (this.#told[transition] === 1) return;
    this.#told[transition] = 1;
    if (this.#transitions.lore.isNews(transition)) this.onNew(transition);
  }

  #list(orbit: number): void {
    const prices = this.#prices;
    const size = this.#desks.inboxSize(orbit);
    const deliveries = this.rows.size;
    for (let nth = 0; nth < size; nth += 1) {
      if (this.#isNext(orbit, nth)) this.#addDelivery(orbit, nth);
    }
    const events = this.rows.size;
    this.#addEvents(this.#transitions.cells.at(this.#desks.cellAt(orbit)));
    const losses = this.rows.size;
    for (let nth = 0; prices.duplicates && nth < size; nth += 1) {
      this.rows.add(this.#blank(prices.duplicate, nth, UNKNOWN));
    }
    for (let nth = 0; prices.drops && nth < size; nth += 1) {
      if (this.#isNext(orbit, nth)) this.rows.add(this.#blank(prices.drop, nth, UNKNOWN));
    }
    const at = orbit * (PARTS + 1);
    this.#bounds = withRoom(this.#bounds, at + PARTS + 1);
    this.#bounds[at] = deliveries;
    this.#bounds[at + EVENTS] = events;
    this.#bounds[at + LOSSES] = losses;
    this.#bounds[at + PARTS] = this.rows.size;
  }

  /** Whether a message may arrive before all others of its link. */
  #isNext(orbit: number, nth: number): boolean {
    return !this.#ordered || this.#desks.isFirstOfLink(orbit, nth);
  }

  /** A delivery is always possible: what comes of it may be found out at once. */
  #addDelivery(orbit: number, nth: number): void {
    const row = this.#blank(this.#prices.delivery, nth, UNKNOWN);
    row[AT.transition] = this.#fateOf(orbit, row);
    if (row[AT.transition] !== POINTLESS) this.rows.add(row);
  }

  #addEvents(cell: Cell<S>): void {
    for (let which = 0; which < this.#events.length; which += 1) {
      const planned = this.#events[which];
      if (planned === undefined) continue;
      const fate = isPossible(planned, cell) ? UNKNOWN : POINTLESS;
      this.rows.add(this.#blank(this.#prices.event(which), 0, fate));
    }
  }

  #blank(price: number, nth: number, transition: number): Int32Array {
    const row = this.#row;
    row.fill(0);
    row[AT.price] = price;
    row[AT.nth] = nth;
    row[AT.transition] = transition;
    row[AT.glimpse] = UNHEEDED;
    row[AT.verdict] = UNKNOWN;
    return row;
  }
}
