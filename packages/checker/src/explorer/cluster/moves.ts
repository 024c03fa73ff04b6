import type { ServerId, Shape } from '@menagerie/contract';
import type { Desks } from './desks.ts';
import { isPossible, type PlannedEvent } from './events.ts';
import type { Ghosts } from './ghosts.ts';
import type { Cells } from './glass.ts';
import { UNHEEDED } from './glimpses.ts';
import type { Prices } from './prices.ts';
import { Rows } from './rows.ts';
import { DEAD, type Transitions } from './transitions.ts';

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
  /** 1 if the core threw. */
  threw: 5,
  /** Where the numbers of the messages that leave begin among {@link Moves.sends}, and where they end. */
  sends: 6,
  sendsEnd: 7,
} as const;

/** Words of a move. */
export const MOVE = 8;

/** The moves of a desk come in parts: deliveries, events, and what befalls messages. */
export const PARTS = 3;

/** What can happen to a server, for each desk: in the same order for equal desks, always. */
export class Moves<S extends Shape> {
  /** A row for each move, as {@link AT} says. */
  readonly rows: Rows = new Rows(MOVE);
  readonly sends: Rows = new Rows(1);
  /** The first moves of the parts of each desk, and the end of the last. */
  readonly #bounds = new Rows(PARTS + 1);
  readonly #transitions: Transitions<S>;
  readonly #desks: Desks<S>;
  readonly #ghosts: Ghosts<S>;
  readonly #events: readonly PlannedEvent<S>[];
  readonly #prices: Prices<S>;
  readonly #ordered: boolean;
  readonly #skipIdle: boolean;

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
  }

  /** The first move of a part of a desk; of the part after the last, the end. */
  from(desk: number, part: number): number {
    while (this.#bounds.size <= desk) this.#list(this.#bounds.size);
    return this.#bounds.words[desk * (PARTS + 1) + part] ?? 0;
  }

  /** Finds out what becomes of a move that nobody has asked for. @returns the transition */
  learn(move: number, desk: number, server: ServerId, cells: Cells<S>): number {
    const row = this.#row(move);
    const [price = 0, nth = 0] = row;
    const known = this.#fateOf(price, nth, desk, server, row, cells);
    row[AT.transition] = known;
    return known;
  }

  #row(move: number): Int32Array {
    return this.rows.words.subarray(move * MOVE, (move + 1) * MOVE);
  }

  #fateOf(
    price: number,
    nth: number,
    desk: number,
    server: ServerId,
    row: Int32Array,
    cells: Cells<S>,
  ): number {
    const { duplicate, drop, delivery } = this.#prices;
    if (price === duplicate || price === drop) {
      row[AT.desk] = price === drop ? this.#desks.without(desk, nth) : this.#desks.twice(desk, nth);
      return LOSS;
    }
    const delivered = price === delivery;
    const { cell, inbox } = this.#desks.at(desk);
    const number = delivered
      ? this.#transitions.ofMessage(cell, inbox[nth] ?? 0)
      : this.#transitions.ofEvent(cell, price - 1);
    if (number === DEAD) return POINTLESS;
    const transition = this.#transitions.at(number);
    const refused = this.#events[price - 1]?.event.type === 'command' && transition.refused;
    // What changes nothing where it is delivered may as well be lost.
    const idle = delivered && this.#skipIdle && transition.idle;
    if (refused || idle) return POINTLESS;
    row[AT.glimpse] = this.#ghosts.glimpseOf(number, transition.reaction, server, cells);
    row[AT.threw] = transition.reaction.failure === null ? 0 : 1;
    row[AT.desk] = this.#desks.turn(desk, transition.cell, delivered ? nth : -1);
    row[AT.sends] = this.sends.size;
    for (const flight of transition.sends) this.sends.add([flight]);
    row[AT.sendsEnd] = this.sends.size;
    return number;
  }

  #list(desk: number): void {
    const found = this.#desks.at(desk);
    const cell = this.#transitions.cells.at(found.cell);
    const { prices, nths } = { prices: this.#prices, nths: [...found.inbox.keys()] };
    const first = nths.filter((nth) => !this.#ordered || this.#desks.isFirstOfLink(found, nth));
    const bounds = [this.rows.size];
    for (const nth of first) this.#add(prices.delivery, nth);
    bounds.push(this.rows.size);
    for (const [which, planned] of this.#events.entries()) {
      if (isPossible(planned, cell)) this.#add(prices.event(which), 0);
    }
    bounds.push(this.rows.size);
    if (prices.duplicates) for (const nth of nths) this.#add(prices.duplicate, nth);
    if (prices.drops) for (const nth of first) this.#add(prices.drop, nth);
    this.#bounds.add([...bounds, this.rows.size]);
  }

  #add(price: number, nth: number): void {
    this.rows.add([price, nth, UNKNOWN, 0, UNHEEDED, 0, 0, 0]);
  }
}
