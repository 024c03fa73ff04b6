import type { NetworkSemantics, Shape } from '@menagerie/contract';
import type { Inbox } from './inbox.ts';
import { type Namings, PLAIN } from './namings.ts';
import type { Orbits } from './orbits.ts';
import { ABSENT } from './pair-map.ts';
import { spread } from './spread.ts';
import type { Transitions } from './transitions.ts';

/**
 * What desks add to the fingerprints of worlds: what the cell adds, and each message, as what it has
 * come to. In an ordered network it matters which place a message has on its link.
 */
export class DeskSums<S extends Shape> {
  /** What the newest desk that was {@link addUp | added up} adds under each naming. */
  readonly sums: Int32Array;
  readonly #transitions: Transitions<S>;
  readonly #ordered: boolean;
  readonly #part: Int32Array;

  constructor(transitions: Transitions<S>, network: NetworkSemantics, namings: Namings) {
    this.#transitions = transitions;
    this.#ordered = network === 'ordered';
    this.sums = new Int32Array(namings.count * 2);
    this.#part = new Int32Array(namings.count * 2);
  }

  /** Works out what a cell with some messages adds under each naming. */
  addUp(cell: number, inbox: Inbox): void {
    const { cells, flights } = this.#transitions;
    const { size, worns } = inbox;
    cells.orbits.addTo(this.sums.fill(0), cell);
    for (let nth = 0; nth < size; nth += 1) {
      if (this.#ordered) this.#addPlaced(inbox, nth);
      else flights.orbits.addTo(this.sums, worns[nth] ?? 0);
    }
  }

  /** The number of a cell with some messages among desks, if it was met and is soon found. */
  find(desks: Orbits, cell: number, { size, worns }: Inbox): number {
    const { cells, flights } = this.#transitions;
    const naming = this.#ordered ? ABSENT : cells.orbits.onlyNaming(cell);
    if (naming === ABSENT) return ABSENT;
    const place = cells.orbits.placeOf(cell, naming);
    let high = cells.orbits.sums[place] ?? 0;
    let low = cells.orbits.sums[place + 1] ?? 0;
    const { sums } = flights.orbits;
    for (let i = 0; i < size; i += 1) {
      const at = flights.orbits.placeOf(worns[i] ?? 0, naming);
      high = (high + (sums[at] ?? 0)) | 0;
      low = (low + (sums[at + 1] ?? 0)) | 0;
    }
    return desks.find(high, low, naming);
  }

  /**
   * The number of a representative with one message more, or one less, if it was met and is soon
   * found.
   *
   * @param cell that of the representative
   * @param sign 1 or -1
   */
  findBeside(desks: Orbits, orbit: number, cell: number, worn: number, sign: number): number {
    const { cells, flights } = this.#transitions;
    if (this.#ordered || cells.orbits.onlyNaming(cell) === ABSENT) return ABSENT;
    const { shift } = desks.namings;
    const from = orbit << (shift + 1);
    const place = flights.orbits.placeOf(worn, PLAIN);
    const high = ((desks.sums[from] ?? 0) + sign * (flights.orbits.sums[place] ?? 0)) | 0;
    const low = ((desks.sums[from + 1] ?? 0) + sign * (flights.orbits.sums[place + 1] ?? 0)) | 0;
    return desks.find(high, low, PLAIN);
  }

  #addPlaced(inbox: Inbox, nth: number): void {
    const { flights } = this.#transitions;
    const place = this.#placeOnLink(inbox, nth);
    flights.orbits.addTo(this.#part.fill(0), inbox.worns[nth] ?? 0);
    for (let i = 0; i < this.#part.length; i += 1) {
      const added = spread((this.#part[i] ?? 0) ^ Math.imul(place, 0x85ebca6b));
      this.sums[i] = (this.sums[i] ?? 0) + added;
    }
  }

  /** From 1 on. */
  #placeOnLink({ worns }: Inbox, nth: number): number {
    const { senders } = this.#transitions.flights;
    const from = senders[worns[nth] ?? 0];
    let place = 1;
    for (let i = 0; i < nth; i += 1) if (senders[worns[i] ?? 0] === from) place += 1;
    return place;
  }
}
