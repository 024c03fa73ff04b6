import type { ServerId, Shape } from '@menagerie/contract';
import type { Glimpses } from './glimpses.ts';
import type { Histories } from './histories.ts';
import type { Board } from './lore.ts';
import type { Marks } from './marks.ts';
import { PLAIN } from './namings.ts';
import { ABSENT } from './pair-map.ts';
import { spread } from './spread.ts';

/** In place of a server: nobody is looked at any more, and the history that follows stands behind it. */
const LEAF = -1;

/**
 * What threads that search together tell each other of `always` properties: which history follows
 * another by a step. A property may look at other servers, one after the other, and what it sees
 * decides which is next; so a row says either at which server it looks, or what comes of it.
 */
export class GhostLore<S extends Shape> {
  /** At which servers the property looked that was heard of last. */
  readonly looks: ServerId[] = [];
  readonly #board: Board | null;
  readonly #histories: Histories<S>;
  readonly #glimpses: Glimpses<S>;
  readonly #marks: Marks<S>;
  // The key of the row at hand.
  #high = 0;
  #low = 0;

  constructor(
    board: Board | null,
    histories: Histories<S>,
    glimpses: Glimpses<S>,
    marks: Marks<S>,
  ) {
    this.#board = glimpses.haveSums && marks.haveSums ? board : null;
    this.#histories = histories;
    this.#glimpses = glimpses;
    this.#marks = marks;
  }

  /**
   * The history that follows one by a step, if another thread has told and it is known here, or -1.
   *
   * @param old the history of one property
   * @param marks of all servers
   */
  hear(property: number, old: number, glimpse: number, marks: Int32Array): number {
    const board = this.#board;
    if (board === null) return ABSENT;
    this.looks.length = 0;
    this.#turnTo(property, old, glimpse);
    for (;;) {
      const place = board.find(this.#high, this.#low);
      if (place < 0) return ABSENT;
      const server = board.words[place] ?? LEAF;
      if (server === LEAF) return this.#histories.orbitsOf(property).read(board.words, place + 1);
      this.looks.push(server);
      this.#look(server, marks);
    }
  }

  /** Tells others which history follows. */
  tell(
    property: number,
    old: number,
    glimpse: number,
    marks: Int32Array,
    looks: readonly ServerId[],
    next: number,
  ): void {
    const board = this.#board;
    if (board === null) return;
    this.#turnTo(property, old, glimpse);
    for (const server of looks) {
      if (board.find(this.#high, this.#low) < 0) board.add(this.#high, this.#low, [server]);
      this.#look(server, marks);
    }
    const row = [LEAF, ...this.#histories.orbitsOf(property).written(next)];
    board.add(this.#high, this.#low, row);
  }

  #turnTo(property: number, old: number, glimpse: number): void {
    const orbits = this.#histories.orbitsOf(property);
    const at = orbits.placeOf(old, PLAIN);
    const { high, low } = this.#glimpses.sumOf(glimpse, property);
    this.#high = (spread((orbits.sums[at] ?? 0) ^ property) + high) | 0;
    this.#low = (spread(orbits.sums[at + 1] ?? 0) + low) | 0;
  }

  #look(server: ServerId, marks: Int32Array): void {
    const { words } = this.#marks.sums;
    const at = (marks[server] ?? 0) * 2;
    this.#high = (spread(this.#high ^ (server + 1)) + (words[at] ?? 0)) | 0;
    this.#low = (spread(this.#low) + (words[at + 1] ?? 0)) | 0;
  }
}
