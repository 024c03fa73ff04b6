import type { Frontier } from '../frontier.ts';
import type { Visitor } from '../space.ts';
import { INDEX } from './worlds.ts';

/** Worlds that are collected before the first of them is offered. */
const MOST = 32;
/** Words of an offer: the halves of the fingerprint, the parent, and the action. */
const OFFER = 4;

/** The world that follows the one that is looked at, and what is done with copies of it; see {@link Worlds}. */
interface Following {
  readonly width: number;
  readonly high: number;
  readonly low: number;
  copyTo(rows: Int32Array, from: number): void;
  foresee(rows: Int32Array, from: number): void;
  fingerprint(rows: Int32Array, from: number): void;
}

/**
 * Worlds that have come up and are still to be offered, in their order. What their fingerprints
 * are made of, and the table of a visitor, are far larger than a processor's caches: to take one
 * world after the other would be to wait for memory each time.
 */
export class Batch {
  readonly visitor: Visitor;
  readonly #worlds: Following;
  readonly #frontier: Frontier;
  readonly #rows: Int32Array;
  readonly #offers = new Int32Array(MOST * OFFER);
  #size = 0;

  constructor(visitor: Visitor, worlds: Following, frontier: Frontier) {
    this.visitor = visitor;
    this.#worlds = worlds;
    this.#frontier = frontier;
    this.#rows = new Int32Array(MOST * worlds.width);
  }

  /** Offers the following world, now or with those that come after it. */
  add(parent: number, action: number): void {
    if (this.#size === MOST) this.flush();
    const row = this.#size * this.#worlds.width;
    this.#worlds.copyTo(this.#rows, row);
    this.#worlds.foresee(this.#rows, row);
    this.#offers[this.#size * OFFER + 2] = parent;
    this.#offers[this.#size * OFFER + 3] = action;
    this.#size += 1;
  }

  /** Offers what was not offered yet, and keeps what is to be kept. */
  flush(): void {
    const { width } = this.#worlds;
    const offers = this.#offers;
    for (let i = 0; i < this.#size; i += 1) {
      this.#worlds.fingerprint(this.#rows, i * width);
      offers[i * OFFER] = this.#worlds.high;
      offers[i * OFFER + 1] = this.#worlds.low;
      this.visitor.foresee(this.#worlds.high, this.#worlds.low);
    }
    for (let i = 0; i < this.#size; i += 1) this.#offer(i * OFFER, i * width);
    this.#size = 0;
  }

  #offer(at: number, row: number): void {
    const offers = this.#offers;
    const [high, low, parent] = [offers[at] ?? 0, offers[at + 1] ?? 0, offers[at + 2] ?? 0];
    const index = this.visitor.offer(high, low, parent, offers[at + 3] ?? 0);
    if (index < 0) return;
    this.#rows[row + INDEX] = index;
    this.#frontier.put(this.#rows, row);
  }
}
