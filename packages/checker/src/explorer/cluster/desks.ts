import type { NetworkSemantics, Shape } from '@menagerie/contract';
import { flooded, MOST_FLIGHTS } from './failure.ts';
import { Lists } from './lists.ts';
import { type Namings, PLAIN } from './namings.ts';
import { isLess, Orbits } from './orbits.ts';
import { ABSENT, PairMap } from './pair-map.ts';
import { Rows } from './rows.ts';
import { spread } from './spread.ts';
import type { Transitions } from './transitions.ts';
import type { Worn } from './worn.ts';

/** A server with what is under way to it. */
export interface Desk {
  /** Number of the cell. */
  readonly cell: number;
  /**
   * Numbers of the messages. In an ordered network those of a link stand in the order of sending;
   * elsewhere the order means nothing, and is one that does not depend on how a search got here.
   */
  readonly inbox: readonly number[];
}

/** A message under way, and what it has come to. */
interface Waiting {
  readonly flight: number;
  readonly worn: number;
}

/**
 * Numbers for desks. A world is a few of them: what can happen to a server depends on its desk
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
  /** Its messages. To keep objects would keep the garbage collector busy. */
  readonly #inboxes = new Lists();
  readonly #arrived = new PairMap(1 << 14);
  readonly #sums: Int32Array;
  readonly #part: Int32Array;
  /** The messages of the desk that is being made, and what each has come to. Reused. */
  readonly #flights: number[] = [];
  readonly #worns: number[] = [];

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
    this.#sums = new Int32Array(namings.count * 2);
    this.#part = new Int32Array(namings.count * 2);
  }

  /** The representative of an orbit. */
  at(orbit: number): Desk {
    return { cell: this.#cells.words[orbit] ?? 0, inbox: this.#inboxes.at(orbit) };
  }

  /** The number of the cell at a desk. */
  cellOf(desk: number): number {
    const { shift, mask } = this.#namings;
    const cell = this.#cells.words[desk >>> shift] ?? 0;
    return this.#transitions.cells.orbits.rename(cell, desk & mask);
  }

  /** The desk of a cell to which nothing is under way. */
  empty(cell: number): number {
    this.#clear();
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
    const { cell: before, inbox } = this.at(orbit);
    // In a sticky network a message may come again.
    const stays = consumed < 0 || this.#network === 'sticky';
    if (stays && cell === before) return orbit << this.#namings.shift;
    this.#clear();
    for (let nth = 0; nth < inbox.length; nth += 1) {
      if (stays || nth !== consumed) this.#put(cell, inbox[nth] ?? 0);
    }
    return this.#number(cell);
  }

  /** A representative after its nth message was lost. */
  without(orbit: number, nth: number): number {
    const { cell, inbox } = this.at(orbit);
    this.#clear();
    for (const [i, flight] of inbox.entries()) if (i !== nth) this.#put(cell, flight);
    return this.#number(cell);
  }

  /** A representative after a second copy of its nth message came up. */
  twice(orbit: number, nth: number): number {
    return this.#with(orbit, this.at(orbit).inbox[nth] ?? 0);
  }

  /** Whether no message of the same link was sent before the nth. */
  isFirstOfLink({ inbox }: Desk, nth: number): boolean {
    const from = this.#senderOf(inbox[nth] ?? 0);
    return inbox.every((flight, i) => i >= nth || this.#senderOf(flight) !== from);
  }

  /** A representative after one more message came up. */
  #with(orbit: number, flight: number): number {
    const { cell, inbox } = this.at(orbit);
    this.#clear();
    for (const each of inbox) this.#put(cell, each);
    const before = this.#flights.length;
    this.#put(cell, flight);
    return this.#flights.length === before ? orbit << this.#namings.shift : this.#number(cell);
  }

  #clear(): void {
    this.#flights.length = 0;
    this.#worns.length = 0;
  }

  /** Puts a message before a cell, unless nobody will hear it. */
  #put(cell: number, flight: number): void {
    const worn = this.#worn.of(cell, flight);
    if (worn === ABSENT || (this.#network === 'sticky' && this.#worns.includes(worn))) return;
    this.#flights.push(flight);
    this.#worns.push(worn);
  }

  /** The number of a cell with the messages that were put before it. */
  #number(cell: number): number {
    if (this.#flights.length > MOST_FLIGHTS) throw flooded(this.#scope);
    const known = this.#network === 'ordered' ? ABSENT : this.#find(cell);
    if (known !== ABSENT) return known;
    this.#addUp(cell);
    const naming = this.#toRepresentative(cell);
    const number = this.orbits.numberOf(this.#sums, naming);
    if (this.orbits.size > this.#cells.size) this.#keep(cell, naming);
    return number;
  }

  /** The number if it was met, and if one naming alone makes the representative of the cell. */
  #find(cell: number): number {
    const { cells, flights } = this.#transitions;
    const naming = cells.orbits.onlyNaming(cell);
    if (naming === ABSENT) return ABSENT;
    const place = cells.orbits.placeOf(cell, naming);
    let high = cells.orbits.sums[place] ?? 0;
    let low = cells.orbits.sums[place + 1] ?? 0;
    for (let i = 0; i < this.#worns.length; i += 1) {
      const at = flights.orbits.placeOf(this.#worns[i] ?? 0, naming);
      high = (high + (flights.orbits.sums[at] ?? 0)) | 0;
      low = (low + (flights.orbits.sums[at + 1] ?? 0)) | 0;
    }
    return this.orbits.find(high, low, naming);
  }

  /** Keeps a representative; `naming` makes it of what was put before the cell. */
  #keep(cell: number, naming: number): void {
    const { cells, flights } = this.#transitions;
    const rename = (flight: number): number => flights.orbits.rename(flight, naming);
    const inbox = this.#flights.map((flight, i) => ({
      flight: rename(flight),
      worn: rename(this.#worns[i] ?? 0),
    }));
    this.#cells.add([cells.orbits.rename(cell, naming)]);
    this.#inboxes.add(inbox.toSorted(this.#order).map(({ flight }) => flight));
  }

  /** Of the namings that make the representative of the cell the one under which the desk adds least. */
  #toRepresentative(cell: number): number {
    const { mask, count } = this.#namings;
    let found = -1;
    for (let naming = 0; naming < count; naming += 1) {
      if ((this.#transitions.cells.orbits.rename(cell, naming) & mask) !== 0) continue;
      if (found < 0 || isLess(this.#sums, naming, found)) found = naming;
    }
    return found;
  }

  // By what messages say: numbers depend on who met them first, and a path must hold for everybody.
  readonly #order = (a: Waiting, b: Waiting): number => {
    if (this.#network === 'ordered') return this.#senderOf(a.flight) - this.#senderOf(b.flight);
    const { orbits } = this.#transitions.flights;
    const [i, k] = [orbits.placeOf(a.worn, PLAIN), orbits.placeOf(b.worn, PLAIN)];
    const { sums } = orbits;
    return (sums[i] ?? 0) - (sums[k] ?? 0) || (sums[i + 1] ?? 0) - (sums[k + 1] ?? 0);
  };

  /** Works out what a desk adds under each naming. */
  #addUp(cell: number): void {
    const { cells, flights } = this.#transitions;
    const inbox = this.#worns;
    cells.orbits.addTo(this.#sums.fill(0), cell);
    for (const [nth, flight] of inbox.entries()) {
      if (this.#network !== 'ordered') {
        flights.orbits.addTo(this.#sums, flight);
        continue;
      }
      const place = this.#placeOnLink(inbox, nth);
      flights.orbits.addTo(this.#part.fill(0), flight);
      for (const [i, sum] of this.#part.entries()) {
        this.#sums[i] = (this.#sums[i] ?? 0) + spread(sum ^ Math.imul(place, 0x85ebca6b));
      }
    }
  }

  /** From 1 on. */
  #placeOnLink(inbox: readonly number[], nth: number): number {
    const from = this.#senderOf(inbox[nth] ?? 0);
    return inbox.filter((flight, i) => i <= nth && this.#senderOf(flight) === from).length;
  }

  #senderOf(flight: number): number {
    return this.#transitions.senders[flight] ?? 0;
  }
}
