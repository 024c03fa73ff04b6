import type { Shape } from '@menagerie/contract';
import type { Work } from './work.ts';

/** Something that is due. Never changed, so that copies of a queue share their entries. */
export interface Entry<S extends Shape> {
  /** Virtual milliseconds. */
  readonly at: number;
  /** Of what is due at one time, 0 goes before 1: timers, and what heals, before messages. */
  readonly rank: 0 | 1;
  /** Of what has the same rank too, the older goes first. */
  readonly order: number;
  readonly work: Work<S>;
}

/** A binary heap of what is due. */
export class Queue<S extends Shape> {
  readonly #heap: Entry<S>[];
  #next: number;

  constructor(from?: Queue<S>) {
    this.#heap = from === undefined ? [] : from.#heap.slice();
    this.#next = from === undefined ? 0 : from.#next;
  }

  clone(): Queue<S> {
    return new Queue(this);
  }

  /** When the next entry is due; `Infinity` for an empty queue. */
  get nextAt(): number {
    return this.#heap[0]?.at ?? Number.POSITIVE_INFINITY;
  }

  push(at: number, rank: 0 | 1, work: Work<S>): void {
    const entry: Entry<S> = { at, rank, order: this.#next, work };
    this.#next += 1;
    const heap = this.#heap;
    let hole = heap.length;
    heap.push(entry);
    while (hole > 0) {
      const up = (hole - 1) >> 1;
      const parent = heap[up];
      if (parent === undefined || !goesBefore(entry, parent)) break;
      heap[hole] = parent;
      hole = up;
    }
    heap[hole] = entry;
  }

  pop(): Entry<S> | undefined {
    const heap = this.#heap;
    const top = heap[0];
    const last = heap.pop();
    if (top === undefined || last === undefined || heap.length === 0) return top;
    let hole = 0;
    for (;;) {
      let down = 2 * hole + 1;
      let child = heap[down];
      if (child === undefined) break;
      const sibling = heap[down + 1];
      if (sibling !== undefined && goesBefore(sibling, child)) {
        down += 1;
        child = sibling;
      }
      if (!goesBefore(child, last)) break;
      heap[hole] = child;
      hole = down;
    }
    heap[hole] = last;
    return top;
  }
}

function goesBefore<S extends Shape>(a: Entry<S>, b: Entry<S>): boolean {
  if (a.at !== b.at) return a.at < b.at;
  return a.rank === b.rank ? a.order < b.order : a.rank < b.rank;
}
