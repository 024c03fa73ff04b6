import { PLAIN } from './namings.ts';
import type { Orbits } from './orbits.ts';
import { ABSENT } from './pair-map.ts';
import { withRoom } from './rows.ts';
import { spread } from './spread.ts';

/** Rows of words that several threads share, each under a key of 64 bits. Nothing is taken away. */
export interface Board {
  readonly words: Int32Array;
  /** Where the row of a key begins, or -1. */
  find(high: number, low: number): number;
  /** Adds a row. @returns where the row of the key begins, another thread's if that was faster; -1 without room */
  add(high: number, low: number, row: readonly number[]): number;
}

/** Where the parts of a transition lie in its row; the messages that leave, as things, end it. */
const AT = { said: 0, glimpse: 1, flags: 3, cell: 4, count: 7, sends: 8 } as const;
/** Words of a thing; see {@link Orbits.written}. */
const THING = 3;

// What has been said of a transition since it was told.
const SHOWN = 1;
const SOUND = 2;
const GLIMPSED = 4;

/**
 * What threads that search together tell each other: what a cell makes of an event, and how
 * properties judge that. Each thread has numbers of its own, so all of it is told by fingerprints;
 * who has met the same things finds them by these, and need not ask the core again. Whoever has
 * not finds out for itself.
 */
export class Lore {
  /** Of the transition that was heard of last: the number of the cell after it, its flags, and the messages. */
  cell = 0;
  flags = 0;
  readonly sends: number[] = [];
  /** What the properties go by, as of the newest {@link hearGlimpse}. */
  glimpseHigh = 0;
  glimpseLow = 0;
  readonly board: Board | null;
  readonly #cells: Orbits;
  readonly #flights: Orbits;
  readonly #events: number;
  /** By transition, where its row begins, plus one; 0 where nothing is told of it. */
  #places: Int32Array<ArrayBuffer> = new Int32Array(1 << 10);
  // The key of the transition at hand, and where its row begins.
  #high = 0;
  #low = 0;
  #place = -1;

  /** @param events how many there are beside messages, whose numbers come after theirs */
  constructor(board: Board | null, cells: Orbits, flights: Orbits, events: number) {
    this.board = board;
    this.#cells = cells;
    this.#flights = flights;
    this.#events = events;
  }

  /** Whether others have told what the representative of a cell makes of an event, of things that are known here. */
  hear(orbit: number, event: number): boolean {
    const board = this.board;
    if (board === null) return false;
    this.#turnTo(orbit, event);
    this.#place = board.find(this.#high, this.#low);
    return this.#place >= 0 && this.#understand(board.words, this.#place);
  }

  /** Tells others of the transition that was not heard of just now. */
  tell(cell: number, flags: number, sends: readonly number[]): void {
    const board = this.board;
    if (board === null || this.#place >= 0) return;
    const row = [0, 0, 0, flags, ...this.#cells.written(cell), sends.length];
    for (const flight of sends) row.push(...this.#flights.written(flight));
    this.#place = board.add(this.#high, this.#low, row);
  }

  /** The transition that was heard of, or told of, just now has a number. */
  keep(transition: number): void {
    if (this.board === null) return;
    this.#places = withRoom(this.#places, transition + 1);
    this.#places[transition] = this.#place + 1;
  }

  /** Whether nobody was shown a transition before; from now on somebody was. */
  isNews(transition: number): boolean {
    return (this.#say(transition, SHOWN) & SHOWN) === 0;
  }

  /** Whether no `step` property can break by a transition. */
  isSound(transition: number): boolean {
    return (this.#say(transition, 0) & SOUND) !== 0;
  }

  tellSound(transition: number): void {
    this.#say(transition, SOUND);
  }

  /** Whether it is told what properties go by in a transition. */
  hearGlimpse(transition: number): boolean {
    if ((this.#say(transition, 0) & GLIMPSED) === 0) return false;
    const at = this.#placeOf(transition) + AT.glimpse;
    this.glimpseHigh = this.board?.words[at] ?? 0;
    this.glimpseLow = this.board?.words[at + 1] ?? 0;
    return true;
  }

  tellGlimpse(transition: number, high: number, low: number): void {
    const at = this.#placeOf(transition) + AT.glimpse;
    if (this.board === null || at < AT.glimpse) return;
    this.board.words[at] = high;
    this.board.words[at + 1] = low;
    this.#say(transition, GLIMPSED);
  }

  /** @returns what was said before */
  #say(transition: number, what: number): number {
    const place = this.#placeOf(transition);
    if (this.board === null || place < 0) return 0;
    // Whoever reads the word sees what was written before it.
    return Atomics.or(this.board.words, place + AT.said, what);
  }

  #placeOf(transition: number): number {
    return (this.#places[transition] ?? 0) - 1;
  }

  #turnTo(orbit: number, event: number): void {
    const { sums, namings } = this.#cells;
    const at = orbit << (namings.shift + 1);
    const message = this.#flights.placeOf(event - this.#events, PLAIN);
    const isMessage = event >= this.#events;
    const high = isMessage ? (this.#flights.sums[message] ?? 0) : spread(event + 1);
    const low = isMessage ? (this.#flights.sums[message + 1] ?? 0) : event;
    this.#high = (spread(sums[at] ?? 0) + high) | 0;
    this.#low = (spread(sums[at + 1] ?? 0) + low) | 0;
  }

  #understand(words: Int32Array, place: number): boolean {
    this.flags = words[place + AT.flags] ?? 0;
    this.cell = this.#cells.read(words, place + AT.cell);
    if (this.cell === ABSENT) return false;
    const count = words[place + AT.count] ?? 0;
    this.sends.length = count;
    for (let i = 0; i < count; i += 1) {
      const flight = this.#flights.read(words, place + AT.sends + i * THING);
      if (flight === ABSENT) return false;
      this.sends[i] = flight;
    }
    return true;
  }
}
