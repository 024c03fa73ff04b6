import * as c from './columns.ts';
import type { Rows } from './rows.ts';

const BITS = 14;
const HEADS = 1 << BITS;
const REST = HEADS - 1;
const SLASH = 47;

/** The hash of a path goes on over its characters, so that a child's goes on from its parent's. */
export function hashOn(hash: number, text: string, from: number, end: number): number {
  let state = hash;
  for (let i = from; i < end; i += 1) {
    state = Math.imul(state ^ text.charCodeAt(i), 0x9e37_79b1);
    state ^= state >>> 15;
  }
  return state;
}

function mixed(hash: number): number {
  let state = Math.imul(hash ^ (hash >>> 16), 0x85eb_ca6b);
  state = Math.imul(state ^ (state >>> 13), 0xc2b2_ae35);
  return (state ^ (state >>> 16)) >>> 0;
}

/**
 * From path to row: a hash table that grows by one bucket at a time (linear hashing), so that no
 * single write pays for a rehash of all.
 */
export class PathIndex {
  readonly #rows: Rows;
  readonly #chunks: Int32Array[] = [new Int32Array(HEADS).fill(c.NONE)];
  /** Buckets below it are split already: 2 to the power of the level, and as many as `#split`. */
  #mask = 0;
  #split = 0;
  #count = 0;

  constructor(rows: Rows) {
    this.#rows = rows;
  }

  /** The row whose path a text is up to `end`, of which the hash is given; or NONE. */
  find(hash: number, path: string, end: number): number {
    const rows = this.#rows;
    for (let row = this.#head(this.#bucket(hash)); row !== c.NONE; row = rows.get(row, c.CHAIN)) {
      if (rows.get(row, c.HASH) === hash && this.#is(row, path, end)) return row;
    }
    return c.NONE;
  }

  /** Puts in a row, by the hash that it has. */
  insert(row: number): void {
    const bucket = this.#bucket(this.#rows.get(row, c.HASH));
    this.#rows.set(row, c.CHAIN, this.#head(bucket));
    this.#setHead(bucket, row);
    this.#count += 1;
    if (this.#count > this.#mask + this.#split) this.#grow();
  }

  /** Takes out a row that is in. */
  remove(row: number): void {
    const rows = this.#rows;
    const bucket = this.#bucket(rows.get(row, c.HASH));
    const next = rows.get(row, c.CHAIN);
    let at = this.#head(bucket);
    this.#count -= 1;
    if (at === row) return this.#setHead(bucket, next);
    while (rows.get(at, c.CHAIN) !== row) at = rows.get(at, c.CHAIN);
    rows.set(at, c.CHAIN, next);
  }

  #is(row: number, path: string, end: number): boolean {
    const rows = this.#rows;
    let at = row;
    let rest = end;
    while (at !== c.ROOT) {
      const name = rows.name(at);
      rest -= name.length + 1;
      if (rest < 0 || path.charCodeAt(rest) !== SLASH || !path.startsWith(name, rest + 1)) {
        return false;
      }
      at = rows.get(at, c.PARENT);
    }
    return rest === 0;
  }

  #bucket(hash: number): number {
    const whole = mixed(hash);
    const bucket = (whole & this.#mask) >>> 0;
    return bucket < this.#split ? (whole & (this.#mask * 2 + 1)) >>> 0 : bucket;
  }

  /** Splits the next bucket: its rows go to it and to a new one. */
  #grow(): void {
    const rows = this.#rows;
    const from = this.#split;
    const to = this.#mask + 1 + from;
    if (to >>> BITS >= this.#chunks.length) {
      this.#chunks.push(new Int32Array(HEADS).fill(c.NONE));
    }
    let row = this.#head(from);
    this.#setHead(from, c.NONE);
    this.#split += 1;
    if (this.#split > this.#mask) {
      this.#mask = this.#mask * 2 + 1;
      this.#split = 0;
    }
    while (row !== c.NONE) {
      const next = rows.get(row, c.CHAIN);
      const bucket = this.#bucket(rows.get(row, c.HASH)) === to ? to : from;
      rows.set(row, c.CHAIN, this.#head(bucket));
      this.#setHead(bucket, row);
      row = next;
    }
  }

  #head(bucket: number): number {
    return this.#chunks[bucket >>> BITS]?.[bucket & REST] ?? c.NONE;
  }

  #setHead(bucket: number, row: number): void {
    const chunk = this.#chunks[bucket >>> BITS];
    if (chunk !== undefined) chunk[bucket & REST] = row;
  }
}
