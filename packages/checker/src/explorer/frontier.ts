import type { SearchOrder } from './space.ts';

/** Rows in one page. */
const PAGE = 1 << 12;

/** States that wait to be looked at, as rows of words of equal width. */
export interface Frontier {
  readonly size: number;
  /** Copies a row in, which begins somewhere among others. */
  put(rows: Int32Array, from: number): void;
  /** Copies a row out and forgets it. @returns whether one waited */
  take(into: Int32Array): boolean;
}

export function createFrontier(order: SearchOrder, width: number): Frontier {
  return order === 'breadth' ? new Queue(width) : new Stack(width);
}

/** The oldest first. Pages that were read are written again. */
class Queue implements Frontier {
  size = 0;
  readonly #width: number;
  readonly #pages: Int32Array[] = [];
  readonly #spare: Int32Array[] = [];
  /** Rows of the first page that were taken. */
  #taken = 0;

  constructor(width: number) {
    this.#width = width;
  }

  put(rows: Int32Array, from: number): void {
    const nth = this.#taken + this.size;
    if (nth === this.#pages.length * PAGE) {
      this.#pages.push(this.#spare.pop() ?? new Int32Array(PAGE * this.#width));
    }
    write(this.#pages[this.#pages.length - 1], nth & (PAGE - 1), rows, from, this.#width);
    this.size += 1;
  }

  take(into: Int32Array): boolean {
    const page = this.#pages[0];
    if (this.size === 0 || page === undefined) return false;
    read(page, this.#taken, into);
    this.size -= 1;
    this.#taken += 1;
    if (this.#taken === PAGE) {
      this.#taken = 0;
      this.#pages.shift();
      this.#spare.push(page);
    }
    return true;
  }
}

/** The newest first. */
class Stack implements Frontier {
  size = 0;
  readonly #width: number;
  readonly #pages: Int32Array[] = [];

  constructor(width: number) {
    this.#width = width;
  }

  put(rows: Int32Array, from: number): void {
    if (this.size === this.#pages.length * PAGE) {
      this.#pages.push(new Int32Array(PAGE * this.#width));
    }
    write(
      this.#pages[Math.floor(this.size / PAGE)],
      this.size & (PAGE - 1),
      rows,
      from,
      this.#width,
    );
    this.size += 1;
  }

  take(into: Int32Array): boolean {
    if (this.size === 0) return false;
    this.size -= 1;
    read(this.#pages[Math.floor(this.size / PAGE)], this.size & (PAGE - 1), into);
    return true;
  }
}

// The loops are faster than the built-in methods on rows as short as these.
function write(
  page: Int32Array | undefined,
  nth: number,
  rows: Int32Array,
  from: number,
  width: number,
): void {
  if (page === undefined) return;
  const to = nth * width;
  for (let i = 0; i < width; i += 1) page[to + i] = rows[from + i] ?? 0;
}

function read(page: Int32Array | undefined, nth: number, into: Int32Array): void {
  const from = nth * into.length;
  for (let i = 0; i < into.length; i += 1) into[i] = page?.[from + i] ?? 0;
}
