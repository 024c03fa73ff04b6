import type { NetworkSemantics, Shape } from '@menagerie/contract';
import { DeskSums } from './desk-sums.ts';
import { flooded, MOST_FLIGHTS } from './failure.ts';
import { Inbox } from './inbox.ts';
import { Lists } from './lists.ts';
import { type Namings, PLAIN } from './namings.ts';
import { isLess, Orbits } from './orbits.ts';
import { ABSENT, PairMap } from './pair-map.ts';
import { Rows } from './rows.ts';
import type { Transitions } from './transitions.ts';
import type { Worn } from './worn.ts';

/**
 * Numbers for desks: a desk is a server with what is under way to it. A world is a few of them: what can happen to a server depends on its desk
 * alone, so that it is worked out once for each desk, however many worlds it stands in.
 *
 * The representative of an orbit of desks has the representative of its cell, so that both are
 * renamed alike.
 */
export class Desks<S extends Shape> {
  readonly orbits: Orbits;
  readonly #transitions: Transitions<S>;
  readonly #worn: Worn<S>;
  readonly #scope: string;
  readonly #network: NetworkSemantics;
  readonly #namings: Namings;
  /** The cell of each representative. */
  readonly #cells = new Rows(1);
  /**
   * Its messages. In an ordered network those of a link stand in the order of sending; elsewhere the
   * order means nothing, and is one that does not depend on how a search got here.
   */
  readonly #inboxes = new Lists();
  /** What each of them has come to. */
  readonly #worns = new Lists();
  readonly #arrived = new PairMap(1 << 14);
  readonly #sums: DeskSums<S>;
  /** Of the desk that is being made. */
  readonly #inbox = new Inbox();

  constructor(
    transitions: Transitions<S>,
    worn: Worn<S>,
    scope: { readonly name: string; readonly network: NetworkSemantics },
    namings: Namings,
  ) {
    this.#transitions = transitions;
    this.#worn = worn;
    this.#scope = scope.name;
    this.#network = scope.network;
    this.#namings = namings;
    this.orbits = new Orbits(namings);
    this.#sums = new DeskSums(transitions, scope.network, namings);
  }

  /** The number of the cell at the representative of an orbit. */
  cellAt(orbit: number): number {
    return this.#cells.words[orbit] ?? 0;
  }

  /** How many messages are under way there. */
  inboxSize(orbit: number): number {
    return this.#inboxes.endOf(orbit) - this.#inboxes.beginOf(orbit);
  }

  /** The number of the nth of them. */
  messageAt(orbit: number, nth: number): number {
    return this.#inboxes.words[this.#inboxes.beginOf(orbit) + nth] ?? 0;
  }

  /** The number of the cell at a desk. */
  cellOf(desk: number): number {
    const { shift, mask } = this.#namings;
    const cell = this.#cells.words[desk >>> shift] ?? 0;
    return this.#transitions.cells.orbits.rename(cell, desk & mask);
  }

  /** The desk of a cell to which nothing is under way. */
  empty(cell: number): number {
    this.#inbox.clear();
    return this.#number(cell);
  }

  /**
   * The desk after a message was sent there.
   *
   * @param naming what the message is to be renamed by
   */
  arrive(desk: number, flight: number, naming: number): number {
    const { shift, mask, inverse, composed } = this.#namings;
    const own = desk & mask;
    const orbit = desk >>> shift;
    // As the representative sees it.
    const seen = composed[(naming << shift) | (inverse[own] ?? 0)] ?? 0;
    const message = this.#transitions.flights.orbits.rename(flight, seen);
    let after = this.#arrived.get(orbit, message);
    if (after === ABSENT) {
      after = this.#with(orbit, message);
      this.#arrived.add(orbit, message, after);
    }
    return this.orbits.rename(after, own);
  }

  /**
   * The desk after the server of a representative came to a cell.
   *
   * @param consumed which message it took, or -1
   */
  turn(orbit: number, cell: number, consumed: number): number {
    // In a sticky network a message may come again.
    const stays = consumed < 0 || this.#network === 'sticky';
    if (cell === this.cellAt(orbit)) {
      return stays ? orbit << this.#namings.shift : this.without(orbit, consumed);
    }
    this.#inbox.clear();
    const { words } = this.#inboxes;
    const from = this.#inboxes.beginOf(orbit);
    const size = this.#inboxes.endOf(orbit) - from;
    for (let nth = 0; nth < size; nth += 1) {
      if (stays || nth !== consumed) this.#put(cell, words[from + nth] ?? 0);
    }
    return this.#number(cell);
  }

  /** A representative after its nth message was lost. */
  without(orbit: number, nth: number): number {
    const cell = this.cellAt(orbit);
    const known = this.#sums.findBeside(this.orbits, orbit, cell, this.#wornAt(orbit, nth), -1);
    if (known !== ABSENT) return known;
    this.#fill(orbit, nth);
    return this.#make(cell);
  }

  /** A representative after a second copy of its nth message came up. */
  twice(orbit: number, nth: number): number {
    return this.#with(orbit, this.messageAt(orbit, nth));
  }

  /** Whether no message of the same link was sent before the nth. */
  isFirstOfLink(orbit: number, nth: number): boolean {
    const from = this.#senderOf(this.messageAt(orbit, nth));
    for (let i = 0; i < nth; i += 1) {
      if (this.#senderOf(this.messageAt(orbit, i)) === from) return false;
    }
    return true;
  }

  /** A representative after one more message came up. */
  #with(orbit: number, flight: number): number {
    const cell = this.cellAt(orbit);
    const worn = this.#worn.of(cell, flight);
    if (worn === ABSENT || this.#isThere(orbit, worn)) return orbit << this.#namings.shift;
    const known = this.#sums.findBeside(this.orbits, orbit, cell, worn, 1);
    if (known !== ABSENT) return known;
    this.#fill(orbit, -1);
    this.#inbox.put(flight, worn);
    return this.#make(cell);
  }

  /** Whether a message makes no difference to a representative, since it can arrive any time already. */
  #isThere(orbit: number, worn: number): boolean {
    if (this.#network !== 'sticky') return false;
    for (let nth = this.inboxSize(orbit) - 1; nth >= 0; nth -= 1) {
      if (this.#wornAt(orbit, nth) === worn) return true;
    }
    return false;
  }

  #wornAt(orbit: number, nth: number): number {
    return this.#worns.words[this.#worns.beginOf(orbit) + nth] ?? 0;
  }

  /** Begins a desk with what is under way to a representative, but for one message. */
  #fill(orbit: number, except: number): void {
    this.#inbox.clear();
    const size = this.inboxSize(orbit);
    for (let nth = 0; nth < size; nth += 1) {
      if (nth === except) continue;
      this.#inbox.put(this.messageAt(orbit, nth), this.#wornAt(orbit, nth));
    }
  }

  /** Puts a message before a cell, unless nobody will hear it. */
  #put(cell: number, flight: number): void {
    const worn = this.#worn.of(cell, flight);
    if (worn === ABSENT || (this.#network === 'sticky' && this.#inbox.has(worn))) return;
    this.#inbox.put(flight, worn);
  }

  /** The number of a cell with the messages that were put before it. */
  #number(cell: number): number {
    const known = this.#sums.find(this.orbits, cell, this.#inbox);
    return known === ABSENT ? this.#make(cell) : known;
  }

  #make(cell: number): number {
    if (this.#inbox.size > MOST_FLIGHTS) throw flooded(this.#scope);
    this.#sums.addUp(cell, this.#inbox);
    const { sums } = this.#sums;
    const naming = this.#toRepresentative(cell, sums);
    const number = this.orbits.numberOf(sums, naming);
    if (this.orbits.size > this.#cells.size) this.#keep(cell, naming);
    return number;
  }

  /** Keeps a representative; `naming` makes it of what was put before the cell. */
  #keep(cell: number, naming: number): void {
    const { cells, flights: messages } = this.#transitions;
    const { size, flights, worns } = this.#inbox;
    for (let i = 0; i < size; i += 1) {
      flights[i] = messages.orbits.rename(flights[i] ?? 0, naming);
      worns[i] = messages.orbits.rename(worns[i] ?? 0, naming);
    }
    this.#inbox.sort(this.#isBefore);
    this.#cells.add([cells.orbits.rename(cell, naming)]);
    this.#inboxes.add(flights, size);
    this.#worns.add(worns, size);
  }

  /** Of the namings that make the representative of the cell the one under which the desk adds least. */
  #toRepresentative(cell: number, sums: Int32Array): number {
    const { mask, count } = this.#namings;
    let found = -1;
    for (let naming = 0; naming < count; naming += 1) {
      if ((this.#transitions.cells.orbits.rename(cell, naming) & mask) !== 0) continue;
      if (found < 0 || isLess(sums, naming, found)) found = naming;
    }
    return found;
  }

  // By what messages say: numbers depend on who met them first, and a path must hold for everybody.
  readonly #isBefore = (one: number, other: number): boolean => {
    const { flights, worns } = this.#inbox;
    if (this.#network === 'ordered') {
      return this.#senderOf(flights[one] ?? 0) < this.#senderOf(flights[other] ?? 0);
    }
    const { orbits } = this.#transitions.flights;
    const { sums } = orbits;
    const i = orbits.placeOf(worns[one] ?? 0, PLAIN);
    const k = orbits.placeOf(worns[other] ?? 0, PLAIN);
    if (sums[i] !== sums[k]) return (sums[i] ?? 0) < (sums[k] ?? 0);
    return (sums[i + 1] ?? 0) < (sums[k + 1] ?? 0);
  };

  #senderOf(flight: number): number {
    return this.#transitions.flights.senders[flight] ?? 0;
  }
}
