import type { ServerId, Shape } from '@menagerie/contract';
import type { Frontier } from '../frontier.ts';
import type { Desks } from './desks.ts';
import { type Namings, PLAIN } from './namings.ts';
import type { Orbits } from './orbits.ts';
import type { Purse } from './purse.ts';
import { spread } from './spread.ts';
import type { Transitions } from './transitions.ts';

// Where the parts of a world lie in its row; the desks of the servers end it.
export const INDEX = 0;
const GHOST = 1;
const SPENT = 2;
const DESKS = 3;

/** The numbers of what worlds are made of. */
export interface Components<S extends Shape> {
  readonly transitions: Transitions<S>;
  readonly desks: Desks<S>;
  readonly ghosts: { readonly orbits: Orbits };
  readonly purse: Purse;
}

/** Two worlds as rows of numbers: one that is looked at, and one that follows it. */
export class Worlds<S extends Shape> {
  /** The halves of a fingerprint; see {@link fingerprint}. */
  high = 0;
  low = 0;
  /** Words of a row. */
  readonly width: number;
  readonly #of: Components<S>;
  readonly #namings: Namings;
  #world: Int32Array;
  #next: Int32Array;
  /** Whatever {@link foresee} came across. Nobody asks for it; it is kept lest the look be left out. */
  foreseen = 0;
  readonly #rows: Int32Array;
  readonly #turns: Int32Array;
  readonly #ranks: Int32Array;

  constructor(components: Components<S>, servers: number, namings: Namings) {
    this.#of = components;
    this.#namings = namings;
    this.width = DESKS + servers;
    this.#world = new Int32Array(this.width);
    this.#next = new Int32Array(this.width);
    this.#rows = new Int32Array(servers + 1);
    this.#turns = new Int32Array(servers + 1);
    this.#ranks = new Int32Array(servers);
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
    for (const flight of flights) this.arrive(flight, PLAIN);
  }

  /** Takes a world that was kept. @returns false if there is none */
  take(frontier: Frontier): boolean {
    return frontier.take(this.#world);
  }

  /** Copies the following world. */
  copyTo(rows: Int32Array, from: number): void {
    for (let i = 0; i < this.width; i += 1) rows[from + i] = this.#next[i] ?? 0;
  }

  /** Makes a world that was copied the following one. */
  copyFrom(rows: Int32Array, from: number): void {
    for (let i = 0; i < this.width; i += 1) this.#next[i] = rows[from + i] ?? 0;
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

  /** In the following world a message is under way, renamed by a naming. */
  arrive(flight: number, naming: number): void {
    const { transitions, desks } = this.#of;
    const to = this.#namings.serverUnder(transitions.flights.destinations[flight] ?? 0, naming);
    this.#next[DESKS + to] = desks.arrive(this.#next[DESKS + to] ?? 0, flight, naming);
  }

  /**
   * Works out {@link high} and {@link low} of a world that was copied: they are those of all its
   * renamings. The one that counts has its desks in the order of what their representatives add;
   * where desks are alike, so that several have, it is that of them which adds least.
   */
  fingerprint(world: Int32Array, from: number): void {
    const { sums } = this.#of.purse;
    this.#findRows(world, from);
    let first = PLAIN;
    for (let naming = PLAIN + 1; naming < this.#namings.count; naming += 1) {
      if (this.#comesBefore(naming, first)) first = naming;
    }
    this.#addUp(first);
    const spent = (world[from + SPENT] ?? 0) * 2;
    const low = (this.low + (sums[spent + 1] ?? 0)) | 0;
    // Where the least was chosen, sums are near the lower end: spread them over the whole table.
    this.high = spread((this.high + (sums[spent] ?? 0)) ^ Math.imul(low, 0x9e3779b1));
    this.low = low;
  }

  /**
   * Reaches for what {@link fingerprint} adds up, and waits for nothing: of several worlds the
   * processor fetches it at once.
   */
  foresee(world: Int32Array, from: number): void {
    const { mask } = this.#namings;
    const { sums } = this.#of.desks.orbits;
    for (let i = from + DESKS; i < from + this.width; i += 1) {
      this.foreseen ^= sums[((world[i] ?? 0) & ~mask) << 1] ?? 0;
    }
  }

  #comesBefore(one: number, other: number): boolean {
    const { origins } = this.#namings;
    const ranks = this.#ranks;
    const size = ranks.length;
    for (let place = 0; place < size; place += 1) {
      const a = ranks[origins[one * size + place] ?? 0] ?? 0;
      const b = ranks[origins[other * size + place] ?? 0] ?? 0;
      if (a !== b) return a < b;
    }
    this.#addUp(other);
    const { high, low } = this;
    this.#addUp(one);
    return this.high < high || (this.high === high && this.low < low);
  }

  /** Adds up what the histories and the desks add under a naming. */
  #addUp(naming: number): void {
    const { composed } = this.#namings;
    const [rows, turns] = [this.#rows, this.#turns];
    const ghosts = this.#of.ghosts.orbits.sums;
    const desks = this.#of.desks.orbits.sums;
    const ghost = (rows[0] ?? 0) + ((composed[(turns[0] ?? 0) | naming] ?? 0) << 1);
    let high = ghosts[ghost] ?? 0;
    let low = ghosts[ghost + 1] ?? 0;
    for (let i = 1; i < rows.length; i += 1) {
      const desk = (rows[i] ?? 0) + ((composed[(turns[i] ?? 0) | naming] ?? 0) << 1);
      high = (high + (desks[desk] ?? 0)) | 0;
      low = (low + (desks[desk + 1] ?? 0)) | 0;
    }
    this.high = high;
    this.low = low;
  }

  /**
   * Of the histories and of each desk, where its orbit's sums are, and how it is turned; and what
   * the representative of each desk adds.
   */
  #findRows(world: Int32Array, from: number): void {
    const { mask, shift } = this.#namings;
    const { sums } = this.#of.desks.orbits;
    for (let i = 0; i < this.#rows.length; i += 1) {
      const part = world[from + (i === 0 ? GHOST : DESKS - 1 + i)] ?? 0;
      const row = (part & ~mask) << 1;
      this.#rows[i] = row;
      this.#turns[i] = (part & mask) << shift;
      if (i > 0) this.#ranks[i - 1] = sums[row] ?? 0;
    }
  }
}
