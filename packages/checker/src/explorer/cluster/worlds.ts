import type { ServerId, Shape } from '@menagerie/contract';
import type { Frontier } from '../frontier.ts';
import { flooded, MOST_FLIGHTS } from './failure.ts';
import type { Purse } from './purse.ts';
import { add, copy, exchange, spread, weighLinks } from './sums.ts';
import { DEAD, type Transition, type Transitions } from './transitions.ts';

// Where the parts of a world lie among its words; the messages under way follow the cells.
const INDEX = 0;
const GHOST = 1;
const SPENT = 2;
const CELLS = 3;

/** Whatever the histories of properties add to fingerprints, by their numbers. */
interface GhostSums {
  readonly sums: Int32Array;
}

/**
 * Two worlds as rows of numbers: one that is looked at, and one that follows it. The fingerprint of
 * the second is worked out from that of the first, by what differs.
 */
export class Worlds<S extends Shape> {
  /** The halves of the fingerprint of the following world; see {@link fingerprint}. */
  high = 0;
  low = 0;
  readonly #transitions: Transitions<S>;
  readonly #ghosts: GhostSums;
  readonly #purse: Purse;
  readonly #scope: string;
  readonly #sticky: boolean;
  readonly #ordered: boolean;
  /** Place of the first message. */
  readonly #first: number;
  readonly #stride: number;
  #world: Int32Array;
  #length = 0;
  #next: Int32Array;
  #nextLength = 0;
  readonly #sums: Int32Array;
  readonly #nextSums: Int32Array;
  readonly #outline: Int32Array;
  /** Words of the namings that fingerprints look at. */
  readonly #looked: number;

  constructor(
    transitions: Transitions<S>,
    ghosts: GhostSums,
    purse: Purse,
    scope: { readonly name: string; readonly config: S['config']; readonly network: string },
    namings: { readonly count: number; readonly symmetry: boolean },
  ) {
    const { servers } = scope.config;
    this.#transitions = transitions;
    this.#ghosts = ghosts;
    this.#purse = purse;
    this.#scope = scope.name;
    this.#sticky = scope.network === 'sticky';
    this.#ordered = scope.network === 'ordered';
    this.#first = CELLS + servers;
    this.#stride = namings.count * 2;
    this.#world = new Int32Array(this.#first + MOST_FLIGHTS + 64);
    this.#next = new Int32Array(this.#world.length);
    this.#sums = new Int32Array(this.#stride);
    this.#nextSums = new Int32Array(this.#stride);
    this.#outline = new Int32Array(this.#stride);
    this.#looked = namings.symmetry ? this.#stride : 2;
  }

  get index(): number {
    return this.#world[INDEX] ?? 0;
  }

  get ghost(): number {
    return this.#world[GHOST] ?? 0;
  }

  get spent(): number {
    return this.#world[SPENT] ?? 0;
  }

  /** Messages under way in the world that is looked at. */
  get flights(): number {
    return this.#length - this.#first;
  }

  /** Number of the nth message under way. */
  flight(nth: number): number {
    return this.#world[this.#first + nth] ?? 0;
  }

  /** Number of the cell of a server. */
  cell(server: ServerId): number {
    return this.#world[CELLS + server] ?? 0;
  }

  /** Copies the numbers of all cells. */
  copyCells(into: Int32Array): void {
    for (let i = 0; i < into.length; i += 1) into[i] = this.#world[CELLS + i] ?? 0;
  }

  /** Whether no message of the same link was sent before the nth. */
  isFirstOfLink(nth: number): boolean {
    const { from, to } = this.#transitions.flights.at(this.flight(nth));
    for (let i = 0; i < nth; i += 1) {
      const other = this.#transitions.flights.at(this.flight(i));
      if (other.from === from && other.to === to) return false;
    }
    return true;
  }

  /** Makes a start the following world. */
  begin(ghost: number, cells: readonly number[], flights: readonly number[]): void {
    const next = this.#next;
    next[INDEX] = -1;
    next[GHOST] = ghost;
    next[SPENT] = 0;
    for (const [i, cell] of cells.entries()) next[CELLS + i] = cell;
    let length = this.#first;
    for (const flight of flights) length = this.#arrive(length, flight);
    this.#nextLength = length;
    this.#sum(this.#next, length, this.#nextSums);
  }

  /** Takes a world that was kept. @returns false if there is none */
  take(frontier: Frontier): boolean {
    this.#length = frontier.take(this.#world);
    if (this.#length === 0) return false;
    this.#sum(this.#world, this.#length, this.#sums);
    return true;
  }

  /** Keeps the following world under its index. */
  keep(frontier: Frontier, index: number): void {
    this.#next[INDEX] = index;
    frontier.put(this.#next, this.#nextLength);
  }

  /** The following world becomes the one that is looked at. */
  advance(): void {
    [this.#world, this.#next] = [this.#next, this.#world];
    this.#length = this.#nextLength;
    this.#sum(this.#world, this.#length, this.#sums);
  }

  /**
   * A server makes a transition.
   *
   * @param consumed which message it takes, or -1
   * @param cost what is spent on it
   */
  step(
    transition: Transition<S>,
    server: ServerId,
    consumed: number,
    cost: number,
    ghost: number,
  ): void {
    const world = this.#world;
    const next = this.#next;
    const first = this.#first;
    for (let i = 0; i < first; i += 1) next[i] = world[i] ?? 0;
    copy(this.#nextSums, this.#sums);
    const before = world[CELLS + server] ?? 0;
    const after = transition.cell;
    next[CELLS + server] = after;
    if (after !== before) exchange(this.#nextSums, this.#transitions.cells.sums, before, after);
    this.#spend(cost);
    this.#setGhost(ghost);
    const leaving = this.#sticky ? -1 : first + consumed;
    let length = first;
    for (let at = first; at < this.#length; at += 1) {
      const flight = world[at] ?? 0;
      if (at === leaving || (after !== before && this.#ignores(server, after, flight))) {
        this.#weigh(flight, -1);
      } else {
        next[length] = flight;
        length += 1;
      }
    }
    for (const flight of transition.sends) {
      const added = this.#arrive(length, flight);
      if (added > length) this.#weigh(flight, 1);
      length = added;
    }
    if (length - first > MOST_FLIGHTS) throw flooded(this.#scope);
    this.#nextLength = length;
  }

  /** The nth message is lost. */
  drop(nth: number, cost: number): void {
    this.#copy(cost);
    this.#weigh(this.flight(nth), -1);
    this.#next.copyWithin(this.#first + nth, this.#first + nth + 1, this.#nextLength);
    this.#nextLength -= 1;
  }

  /** A second copy of the nth message is under way. */
  duplicate(nth: number, cost: number): void {
    this.#copy(cost);
    this.#weigh(this.flight(nth), 1);
    this.#next[this.#nextLength] = this.flight(nth);
    this.#nextLength += 1;
    if (this.#nextLength - this.#first > MOST_FLIGHTS) throw flooded(this.#scope);
  }

  /** Works out {@link high} and {@link low} for the following world: of all namings the least. */
  fingerprint(): void {
    const sums = this.#nextSums;
    if (this.#ordered) {
      const flights = this.#next.subarray(this.#first, this.#nextLength);
      weighLinks(this.#transitions.flights, flights, this.#first - CELLS, sums);
    }
    let high = sums[0] ?? 0;
    let low = sums[1] ?? 0;
    for (let k = 2; k < this.#looked; k += 2) {
      const other = sums[k] ?? 0;
      if (other < high || (other === high && (sums[k + 1] ?? 0) < low)) {
        high = other;
        low = sums[k + 1] ?? 0;
      }
    }
    // The least of several sums is often near the lower end: spread it over the whole table again.
    this.high = spread(high ^ Math.imul(low, 0x9e3779b1));
    this.low = low;
  }

  /**
   * What the servers of the world that is looked at are, what the properties remember and what is
   * spent, whatever is under way: equal for worlds that differ by the names of servers only.
   */
  outline(): string {
    const sums = this.#outline;
    this.#sumServers(this.#world, sums);
    const named: string[] = [];
    for (let k = 0; k < this.#stride; k += 2) named.push(`${sums[k]} ${sums[k + 1]}`);
    return named.toSorted()[0] ?? '';
  }

  #copy(cost: number): void {
    this.#next.set(this.#world.subarray(0, this.#length));
    this.#nextLength = this.#length;
    copy(this.#nextSums, this.#sums);
    this.#spend(cost);
  }

  #spend(cost: number): void {
    if (cost === 0) return;
    const before = this.spent;
    this.#next[SPENT] = before + cost;
    const { sums } = this.#purse;
    for (let k = 0; k < this.#stride; k += 1) {
      const half = k & 1;
      this.#nextSums[k] =
        (this.#nextSums[k] ?? 0) +
        (sums[(before + cost) * 2 + half] ?? 0) -
        (sums[before * 2 + half] ?? 0);
    }
  }

  #setGhost(ghost: number): void {
    const before = this.ghost;
    this.#next[GHOST] = ghost;
    if (ghost !== before) exchange(this.#nextSums, this.#ghosts.sums, before, ghost);
  }

  /** Adds a message to the following world, unless that makes no difference. @returns the new length */
  #arrive(length: number, flight: number): number {
    const next = this.#next;
    const to = this.#transitions.destinations[flight] ?? 0;
    if (this.#ignores(to, next[CELLS + to] ?? 0, flight)) return length;
    if (this.#sticky) {
      for (let at = this.#first; at < length; at += 1) if (next[at] === flight) return length;
    }
    next[length] = flight;
    return length + 1;
  }

  #ignores(server: ServerId, cell: number, flight: number): boolean {
    if (this.#transitions.destinations[flight] !== server) return false;
    return this.#transitions.ofMessage(cell, flight) === DEAD;
  }

  #sum(world: Int32Array, length: number, sums: Int32Array): void {
    this.#sumServers(world, sums);
    if (this.#ordered) return;
    const { flights } = this.#transitions;
    for (let i = this.#first; i < length; i += 1) add(sums, flights.sums, world[i] ?? 0);
  }

  #sumServers(world: Int32Array, sums: Int32Array): void {
    for (let k = 0; k < this.#stride; k += 1) sums[k] = 0;
    add(sums, this.#ghosts.sums, world[GHOST] ?? 0);
    const spent = world[SPENT] ?? 0;
    for (let k = 0; k < this.#stride; k += 1) {
      sums[k] = (sums[k] ?? 0) + (this.#purse.sums[spent * 2 + (k & 1)] ?? 0);
    }
    const { cells } = this.#transitions;
    for (let i = CELLS; i < this.#first; i += 1) add(sums, cells.sums, world[i] ?? 0);
  }

  /** A message more or less. Where the order matters, {@link fingerprint} weighs all of them. */
  #weigh(flight: number, sign: 1 | -1): void {
    if (this.#ordered) return;
    const { sums } = this.#transitions.flights;
    const from = flight * this.#stride;
    for (let k = 0; k < this.#stride; k += 1) {
      this.#nextSums[k] = (this.#nextSums[k] ?? 0) + sign * (sums[from + k] ?? 0);
    }
  }
}
