import type { ServerId, Shape } from '@menagerie/contract';
import type { Frontier } from '../frontier.ts';
import type { Desks } from './desks.ts';
import { add, spread } from './sums.ts';
import type { Transitions } from './transitions.ts';

// Where the parts of a world lie in its row; the desks of the servers end it.
const INDEX = 0;
const GHOST = 1;
const SPENT = 2;
const DESKS = 3;

/** Whatever components add to fingerprints, by their numbers. */
interface Sums {
  readonly sums: Int32Array;
}

/** The numbers of what worlds are made of. */
export interface Components<S extends Shape> {
  readonly transitions: Transitions<S>;
  readonly desks: Desks<S>;
  readonly ghosts: Sums;
  readonly purse: Sums;
}

/** Two worlds as rows of numbers: one that is looked at, and one that follows it. */
export class Worlds<S extends Shape> {
  /** The halves of the fingerprint of the following world; see {@link fingerprint}. */
  high = 0;
  low = 0;
  /** Words of a row. */
  readonly width: number;
  readonly #of: Components<S>;
  #world: Int32Array;
  #next: Int32Array;
  readonly #outline: Int32Array;
  readonly #stride: number;
  /** Words of the namings that fingerprints look at. */
  readonly #looked: number;

  constructor(
    components: Components<S>,
    servers: number,
    namings: { readonly count: number; readonly symmetry: boolean },
  ) {
    this.#of = components;
    this.width = DESKS + servers;
    this.#world = new Int32Array(this.width);
    this.#next = new Int32Array(this.width);
    this.#stride = namings.count * 2;
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

  /** Number of the desk of a server. */
  desk(server: ServerId): number {
    return this.#world[DESKS + server] ?? 0;
  }

  /** Makes a start the following world. */
  begin(ghost: number, cells: readonly number[], flights: readonly number[]): void {
    const { desks } = this.#of;
    this.#next[INDEX] = -1;
    this.#next[GHOST] = ghost;
    this.#next[SPENT] = 0;
    for (const [i, cell] of cells.entries()) this.#next[DESKS + i] = desks.empty(cell);
    for (const flight of flights) this.arrive(flight);
  }

  /** Takes a world that was kept. @returns false if there is none */
  take(frontier: Frontier): boolean {
    return frontier.take(this.#world);
  }

  /** Keeps the following world under its index. */
  keep(frontier: Frontier, index: number): void {
    this.#next[INDEX] = index;
    frontier.put(this.#next);
  }

  /** The following world becomes the one that is looked at, under an index. */
  advance(index: number): void {
    this.#next[INDEX] = index;
    [this.#world, this.#next] = [this.#next, this.#world];
  }

  /**
   * A server comes to another desk.
   *
   * @param cost what is spent on it
   */
  step(server: ServerId, desk: number, ghost: number, cost: number): void {
    const next = this.#next;
    for (let i = DESKS; i < next.length; i += 1) next[i] = this.#world[i] ?? 0;
    next[GHOST] = ghost;
    next[SPENT] = this.spent + cost;
    next[DESKS + server] = desk;
  }

  /** In the following world a message is under way. */
  arrive(flight: number): void {
    const { transitions, desks } = this.#of;
    const at = DESKS + (transitions.destinations[flight] ?? 0);
    this.#next[at] = desks.arrive(this.#next[at] ?? 0, flight);
  }

  /** Works out {@link high} and {@link low} for the following world: of all namings the least. */
  fingerprint(): void {
    const { ghosts, purse, desks } = this.#of;
    const next = this.#next;
    const stride = this.#stride;
    const ghost = (next[GHOST] ?? 0) * stride;
    const spent = (next[SPENT] ?? 0) * 2;
    const desk = desks.sums;
    let least = 0x7fff_ffff;
    let low = 0x7fff_ffff;
    for (let k = 0; k < this.#looked; k += 2) {
      let high = (ghosts.sums[ghost + k] ?? 0) + (purse.sums[spent] ?? 0);
      for (let i = DESKS; i < next.length; i += 1) high += desk[(next[i] ?? 0) * stride + k] ?? 0;
      high |= 0;
      if (high > least) continue;
      let other = (ghosts.sums[ghost + k + 1] ?? 0) + (purse.sums[spent + 1] ?? 0);
      for (let i = DESKS; i < next.length; i += 1) {
        other += desk[(next[i] ?? 0) * stride + k + 1] ?? 0;
      }
      other |= 0;
      if (high < least || other < low) {
        least = high;
        low = other;
      }
    }
    // The least of several sums is often near the lower end: spread it over the whole table again.
    this.high = spread(least ^ Math.imul(low, 0x9e3779b1));
    this.low = low;
  }

  /**
   * What the servers of the world that is looked at are, what the properties remember and what is
   * spent, whatever is under way: equal for worlds that differ by the names of servers only.
   */
  outline(): string {
    const { transitions, desks, ghosts, purse } = this.#of;
    const sums = this.#outline.fill(0);
    add(sums, ghosts.sums, this.ghost);
    for (let i = DESKS; i < this.width; i += 1) {
      add(sums, transitions.cells.sums, desks.at(this.#world[i] ?? 0).cell);
    }
    const named: string[] = [];
    const [high = 0, low = 0] = purse.sums.subarray(this.spent * 2);
    for (let k = 0; k < this.#stride; k += 2) {
      named.push(`${((sums[k] ?? 0) + high) | 0} ${((sums[k + 1] ?? 0) + low) | 0}`);
    }
    return named.toSorted()[0] ?? '';
  }
}
