import type { SearchOrder } from './space.ts';

/** Words in one page; no state is longer. */
const PAGE = 1 << 16;

/** States that wait to be looked at, each a row of words of its own length. */
export interface Frontier {
  readonly size: number;
  /** Copies the first `length` words in. */
  put(words: Int32Array, length: number): void;
  /** Copies a state out and forgets it. @returns its length, or 0 if none waits */
  take(into: Int32Array): number;
}

export function createFrontier(order: SearchOrder): Frontier {
  return order === 'breadth' ? new Queue() : new Stack();
}

/** The oldest first. Pages that were read are written again. */
class Queue implements Frontier {
  #size = 0;
  readonly #pages: Int32Array[] = [new Int32Array(PAGE)];
  readonly #spare: Int32Array[] = [];
  #writeAt = 0;
  #readAt = 0;

  get size(): number {
    return this.#size;
  }

  put(words: Int32Array, length: number): void {
    let page = this.#pages[this.#pages.length - 1];
    // The length 0 closes a page, so there must be room for it behind every state.
    if (page === undefined || this.#writeAt + length + 2 > PAGE) {
      if (page !== undefined) page[this.#writeAt] = 0;
      page = this.#spare.pop() ?? new Int32Array(PAGE);
      this.#pages.push(page);
      this.#writeAt = 0;
    }
    page[this.#writeAt] = length;
    for (let i = 0; i < length; i += 1) page[this.#writeAt + 1 + i] = words[i] ?? 0;
    this.#writeAt += length + 1;
    this.#size += 1;
  }

  take(into: Int32Array): number {
    if (this.#size === 0) return 0;
    let page = this.#pages[0];
    if (page !== undefined && page[this.#readAt] === 0) {
      this.#pages.shift();
      this.#spare.push(page);
      page = this.#pages[0];
      this.#readAt = 0;
    }
    if (page === undefined) return 0;
    const length = page[this.#readAt] ?? 0;
    for (let i = 0; i < length; i += 1) into[i] = page[this.#readAt + 1 + i] ?? 0;
    this.#readAt += length + 1;
    this.#size -= 1;
    // Both ends are at the same place: begin again, so that the page is never outgrown.
    if (this.#size === 0 && this.#pages.length === 1) {
      this.#readAt = 0;
      this.#writeAt = 0;
    }
    return length;
  }
}

/** The newest first. */
class Stack implements Frontier {
  #size = 0;
  readonly #pages: Int32Array[] = [new Int32Array(PAGE)];
  /** Where each page ends. */
  readonly #ends: number[] = [0];

  get size(): number {
    return this.#size;
  }

  put(words: Int32Array, length: number): void {
    let last = this.#pages.length - 1;
    if ((this.#ends[last] ?? 0) + length + 1 > PAGE) {
      this.#pages.push(new Int32Array(PAGE));
      this.#ends.push(0);
      last += 1;
    }
    const page = this.#pages[last];
    const end = this.#ends[last] ?? 0;
    if (page === undefined) return;
    for (let i = 0; i < length; i += 1) page[end + i] = words[i] ?? 0;
    page[end + length] = length;
    this.#ends[last] = end + length + 1;
    this.#size += 1;
  }

  take(into: Int32Array): number {
    if (this.#size === 0) return 0;
    while (this.#ends[this.#ends.length - 1] === 0) {
      this.#pages.pop();
      this.#ends.pop();
    }
    const last = this.#pages.length - 1;
    const page = this.#pages[last];
    const end = this.#ends[last] ?? 0;
    const length = page?.[end - 1] ?? 0;
    for (let i = 0; i < length; i += 1) into[i] = page?.[end - 1 - length + i] ?? 0;
    this.#ends[last] = end - length - 1;
    this.#size -= 1;
    return length;
  }
}
