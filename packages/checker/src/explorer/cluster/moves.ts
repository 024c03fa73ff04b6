import type { Shape } from '@menagerie/contract';
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
  /** Where the numbers of the messages that leave begin among {@link Moves.sends}, and where they end. */
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
  readonly sends: Rows = new Rows(1);
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
  /** Where the messages of each transition begin among {@link sends}. */
  readonly #sendsFrom: (number | undefined)[] = [];
  /** Transitions that {@link onNew} was told of. */
  readonly #told: boolean[] = [];
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
    this.rows.add(blankRow(0, 0, POINTLESS));
  }

  /** The first move of a part of an orbit; of the part after the last, the end. */
  from(orbit: number, part: number): number {
    const at = orbit * (PARTS + 1);
    if ((this.#bounds[at] ?? 0) === 0) this.#list(orbit);
    return this.#bounds[at + part] ?? 0;
  }

  /** Finds out what becomes of a move that nobody has asked for. @returns the transition */
  learn(move: number, orbit: number): number {
    const row = this.rows.words.slice(move * MOVE, (move + 1) * MOVE);
    row[AT.transition] = this.#fateOf(orbit, row);
    this.rows.words.set(row, move * MOVE);
    return row[AT.transition] ?? UNKNOWN;
  }

  /** Writes all of the row but the transition. */
  #fateOf(orbit: number, row: Int32Array): number {
    const [price = 0, nth = 0] = row;
    const { duplicate, drop, delivery } = this.#prices;
    if (price === duplicate || price === drop) {
      row[AT.desk] =
        price === drop ? this.#desks.without(orbit, nth) : this.#desks.twice(orbit, nth);
      return LOSS;
    }
    const delivered = price === delivery;
    const { cell, inbox } = this.#desks.at(orbit);
    const number = delivered
      ? this.#transitions.ofMessage(cell, inbox[nth] ?? 0)
      : this.#transitions.ofEvent(cell, price - 1);
    this.#tell(number);
    const transition = this.#transitions.at(number);
    const refused = this.#events[price - 1]?.event.type === 'command' && transition.refused;
    // What changes nothing where it is delivered may as well be lost.
    const idle = delivered && this.#skipIdle && transition.idle;
    if (refused || idle || transition.dead) return POINTLESS;
    row[AT.glimpse] = this.#ghosts.glimpseOf(
      number,
      transition.reaction,
      this.#transitions.cells.at(cell),
    );
    if (transition.reaction.failure !== null) row[AT.verdict] = BROKEN;
    row[AT.desk] = this.#desks.turn(orbit, transition.cell, delivered ? nth : -1);
    row[AT.sends] = this.#placeOfSends(number, transition.sends);
    row[AT.sendsEnd] = (row[AT.sends] ?? 0) + transition.sends.length;
    return number;
  }

  #placeOfSends(transition: number, sends: readonly number[]): number {
    const known = this.#sendsFrom[transition];
    if (known !== undefined) return known;
    const from = this.sends.size;
    for (const flight of sends) this.sends.add([flight]);
    this.#sendsFrom[transition] = from;
    return from;
  }

  #tell(transition: number): void {
    if (this.#told[transition] === true) return;
    this.#told[transition] = true;
    this.onNew(transition);
  }

  #list(orbit: number): void {
    const found = this.#desks.at(orbit);
    const cell = this.#transitions.cells.at(found.cell);
    const { prices, nths } = { prices: this.#prices, nths: [...found.inbox.keys()] };
    const first = nths.filter((nth) => !this.#ordered || this.#desks.isFirstOfLink(found, nth));
    const bounds = [this.rows.size];
    for (const nth of first) this.#addDelivery(orbit, nth);
    bounds.push(this.rows.size);
    for (const [which, planned] of this.#events.entries()) {
      const fate = isPossible(planned, cell) ? UNKNOWN : POINTLESS;
      this.rows.add(blankRow(prices.event(which), 0, fate));
    }
    bounds.push(this.rows.size);
    if (prices.duplicates) for (const nth of nths) this.#add(prices.duplicate, nth);
    if (prices.drops) for (const nth of first) this.#add(prices.drop, nth);
    this.#bounds = withRoom(this.#bounds, (orbit + 1) * (PARTS + 1));
    this.#bounds.set([...bounds, this.rows.size], orbit * (PARTS + 1));
  }

  /** A delivery is always possible: what comes of it may be found out at once. */
  #addDelivery(orbit: number, nth: number): void {
    const row = this.#row;
    row.set(blankRow(this.#prices.delivery, nth, UNKNOWN));
    row[AT.transition] = this.#fateOf(orbit, row);
    if (row[AT.transition] !== POINTLESS) this.rows.add(row);
  }

  #add(price: number, nth: number): void {
    this.rows.add(blankRow(price, nth, UNKNOWN));
  }
}

function blankRow(price: number, nth: number, transition: number): number[] {
  return [price, nth, transition, 0, UNHEEDED, UNKNOWN, 0, 0];
}
