import { type NetworkSemantics, type Shape, Words } from '@menagerie/contract';
import { flooded, MOST_FLIGHTS } from './failure.ts';
import { Interner } from './interner.ts';
import { ABSENT, PairMap } from './pair-map.ts';
import { Rows } from './rows.ts';
import { spread } from './sums.ts';
import { DEAD, type Transitions } from './transitions.ts';

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

/**
 * Numbers for desks. A world is a few of them: what can happen to a server depends on its desk
 * alone, so that it is worked out once for each desk, however many worlds it stands in.
 */
export class Desks<S extends Shape> {
  readonly #transitions: Transitions<S>;
  readonly #scope: string;
  readonly #network: NetworkSemantics;
  /** Their words only: to keep an object for each would keep the garbage collector busy. */
  readonly #all: Interner<null>;
  readonly #cells = new Rows(1);
  readonly #arrived = new PairMap(1 << 14);
  readonly #words = new Words();
  readonly #stride: number;

  constructor(
    transitions: Transitions<S>,
    scope: { readonly name: string; readonly network: NetworkSemantics },
    namings: number,
  ) {
    this.#transitions = transitions;
    this.#scope = scope.name;
    this.#network = scope.network;
    this.#all = new Interner(namings);
    this.#stride = namings * 2;
  }

  /** What each desk adds to the fingerprint of a world: two words for each naming. */
  get sums(): Int32Array {
    return this.#all.sums;
  }

  get size(): number {
    return this.#all.size;
  }

  at(desk: number): Desk {
    const [cell = 0, ...inbox] = this.#all.wordsOf(desk);
    return { cell, inbox };
  }

  /** The number of the cell at a desk. */
  cellOf(desk: number): number {
    return this.#cells.words[desk] ?? 0;
  }

  /** The desk of a cell to which nothing is under way. */
  empty(cell: number): number {
    return this.#number(cell, []);
  }

  /** The desk after a message was sent there. */
  arrive(desk: number, flight: number): number {
    const known = this.#arrived.get(desk, flight);
    if (known !== ABSENT) return known;
    const { cell, inbox } = this.at(desk);
    const after = this.#isHeard(cell, flight, inbox)
      ? this.#number(cell, [...inbox, flight])
      : desk;
    this.#arrived.add(desk, flight, after);
    return after;
  }

  /**
   * The desk after its server came to a cell.
   *
   * @param consumed which message it took, or -1
   */
  turn(desk: number, cell: number, consumed: number): number {
    const { cell: before, inbox } = this.at(desk);
    // In a sticky network a message may come again.
    const left = this.#network === 'sticky' ? inbox : inbox.filter((_, nth) => nth !== consumed);
    if (cell === before) return this.#number(cell, left);
    return this.#number(
      cell,
      left.filter((flight) => !this.#isDead(cell, flight)),
    );
  }

  /** The desk after the nth message was lost. */
  without(desk: number, nth: number): number {
    const { cell, inbox } = this.at(desk);
    return this.#number(
      cell,
      inbox.filter((_, i) => i !== nth),
    );
  }

  /** The desk after a second copy of the nth message came up. */
  twice(desk: number, nth: number): number {
    const { cell, inbox } = this.at(desk);
    return this.#number(cell, [...inbox, inbox[nth] ?? 0]);
  }

  /** Whether no message of the same link was sent before the nth. */
  isFirstOfLink({ inbox }: Desk, nth: number): boolean {
    const from = this.#senderOf(inbox[nth] ?? 0);
    return inbox.every((flight, i) => i >= nth || this.#senderOf(flight) !== from);
  }

  #isHeard(cell: number, flight: number, inbox: readonly number[]): boolean {
    if (this.#network === 'sticky' && inbox.includes(flight)) return false;
    return !this.#isDead(cell, flight);
  }

  #isDead(cell: number, flight: number): boolean {
    return this.#transitions.ofMessage(cell, flight) === DEAD;
  }

  #number(cell: number, flights: readonly number[]): number {
    if (flights.length > MOST_FLIGHTS) throw flooded(this.#scope);
    const inbox = flights.toSorted(this.#order);
    this.#words.clear();
    this.#words.push(cell);
    for (const flight of inbox) this.#words.push(flight);
    const known = this.#all.find(this.#words);
    if (known >= 0) return known;
    this.#cells.add([cell]);
    return this.#all.add(this.#words, null, this.#sumsOf(cell, inbox));
  }

  // By what messages say: numbers depend on who met them first, and a path must hold for everybody.
  readonly #order = (a: number, b: number): number => {
    if (this.#network === 'ordered') return this.#senderOf(a) - this.#senderOf(b);
    const { sums } = this.#transitions.flights;
    const [i, k] = [a * this.#stride, b * this.#stride];
    return (sums[i] ?? 0) - (sums[k] ?? 0) || (sums[i + 1] ?? 0) - (sums[k + 1] ?? 0);
  };

  #sumsOf(cell: number, inbox: readonly number[]): number[] {
    const { cells, flights } = this.#transitions;
    const sums = Array.from(cells.sums.subarray(cell * this.#stride, (cell + 1) * this.#stride));
    for (const [nth, flight] of inbox.entries()) {
      const place = this.#network === 'ordered' ? this.#placeOnLink(inbox, nth) : 0;
      for (let k = 0; k < this.#stride; k += 1) {
        const sum = flights.sums[flight * this.#stride + k] ?? 0;
        sums[k] = (sums[k] ?? 0) + weighted(sum, place);
      }
    }
    return sums;
  }

  /** From 1 on. */
  #placeOnLink(inbox: readonly number[], nth: number): number {
    const from = this.#senderOf(inbox[nth] ?? 0);
    return inbox.filter((flight, i) => i <= nth && this.#senderOf(flight) === from).length;
  }

  #senderOf(flight: number): number {
    return this.#transitions.flights.at(flight).from;
  }
}

/** What a message adds, by its place on its link; 0 where the order means nothing. */
function weighted(sum: number, place: number): number {
  return place === 0 ? sum : spread(sum ^ Math.imul(place, 0x85ebca6b));
}
