/** A page is memory for slots of one size. */
const PAGE = 1 << 16;
const UNIT = 16;
const UNITS = PAGE / UNIT;
const PAGES_A_SLAB = 16;
/** Data longer than this have memory of their own. */
const LONGEST = 8192;
const NONE = -1;

/** Sizes of slots, in units: none wastes more than an eighth, but for the smallest. */
const sizes: readonly number[] = slotSizes();
/** The smallest size that has room, by units. */
const sizeFor: Uint8Array = sizesByUnits();

function slotSizes(): number[] {
  const found: number[] = [];
  for (let units = 1; units <= LONGEST / UNIT; units += Math.max(1, units >> 3)) found.push(units);
  if (found.at(-1) !== LONGEST / UNIT) found.push(LONGEST / UNIT);
  return found;
}

function sizesByUnits(): Uint8Array {
  const of = new Uint8Array(LONGEST / UNIT + 1);
  let size = 0;
  for (let units = 0; units < of.length; units += 1) {
    if (units > (sizes[size] ?? 0)) size += 1;
    of[units] = size;
  }
  return of;
}

interface Page {
  readonly bytes: Uint8Array;
  readonly view: DataView;
  readonly number: number;
  /** Units of a slot; 0 of a page that nobody uses. */
  units: number;
  size: number;
  used: number;
  /** The first slot that was given back, which names the next; or NONE. */
  free: number;
  /** Slots from here on were never used. */
  fresh: number;
  /** Neighbours among the pages of its size that have room. */
  next: Page | null;
  previous: Page | null;
}

/**
 * Where the data of the znodes are: slots in pages, each page for one size, so that a million
 * znodes do not cost a million arrays. A page without data goes to whichever size needs one.
 * O(1), but for the copy.
 *
 * A handle of 0 or more is a slot, by units of 16 bytes; one below 0 is memory of its own.
 */
export class Arena {
  readonly #pages: Page[] = [];
  readonly #idle: Page[] = [];
  readonly #open: (Page | null)[] = sizes.map(() => null);
  readonly #large: (Uint8Array | null)[] = [];
  readonly #largeFree: number[] = [];

  /** Copies bytes in, and says under which handle. No bytes need no memory: their handle is 0. */
  put(bytes: Uint8Array): number {
    if (bytes.length === 0) return 0;
    if (bytes.length > LONGEST) return this.#putLarge(bytes);
    const page = this.#roomFor(sizeFor[Math.ceil(bytes.length / UNIT)] ?? 0);
    const unit = this.#takeSlot(page);
    page.bytes.set(bytes, unit * UNIT);
    return page.number * UNITS + unit;
  }

  /** A view of what is under a handle: good until that is given back. */
  view(handle: number, length: number): Uint8Array {
    if (handle < 0) return this.#large[-1 - handle] ?? new Uint8Array();
    const from = (handle % UNITS) * UNIT;
    return (
      this.#pages[Math.floor(handle / UNITS)]?.bytes.subarray(from, from + length) ??
      new Uint8Array()
    );
  }

  /** Gives back what is under a handle. */
  give(handle: number, length: number): void {
    if (length <= 0) return;
    if (handle < 0) {
      this.#large[-1 - handle] = null;
      this.#largeFree.push(-1 - handle);
      return;
    }
    const page = this.#pages[Math.floor(handle / UNITS)];
    if (page !== undefined) this.#giveSlot(page, handle % UNITS);
  }

  #putLarge(bytes: Uint8Array): number {
    const at = this.#largeFree.pop() ?? this.#large.length;
    this.#large[at] = bytes.slice();
    return -1 - at;
  }

  #takeSlot(page: Page): number {
    page.used += 1;
    let unit = page.free;
    if (unit === NONE) {
      unit = page.fresh;
      page.fresh += page.units;
    } else {
      page.free = page.view.getInt32(unit * UNIT);
    }
    if (isFull(page)) this.#leave(page);
    return unit;
  }

  #giveSlot(page: Page, unit: number): void {
    if (isFull(page)) this.#join(page);
    page.view.setInt32(unit * UNIT, page.free);
    page.free = unit;
    page.used -= 1;
    if (page.used > 0) return;
    this.#leave(page);
    this.#idle.push(page);
  }

  #roomFor(size: number): Page {
    const open = this.#open[size];
    if (open !== undefined && open !== null) return open;
    const page = this.#idle.pop() ?? this.#newPage();
    page.size = size;
    page.units = sizes[size] ?? 1;
    page.free = NONE;
    page.fresh = 0;
    this.#join(page);
    return page;
  }

  #newPage(): Page {
    const slab = new ArrayBuffer(PAGE * PAGES_A_SLAB);
    for (let at = PAGES_A_SLAB - 1; at >= 0; at -= 1) {
      this.#pages.push(emptyPage(slab, at, this.#pages.length));
    }
    // The last one is at the front of the slab: it is used first, the others wait.
    const made = this.#pages.slice(-PAGES_A_SLAB);
    this.#idle.push(...made.slice(0, -1));
    return made.at(-1) ?? emptyPage(slab, 0, 0);
  }

  #join(page: Page): void {
    const first = this.#open[page.size] ?? null;
    page.next = first;
    page.previous = null;
    if (first !== null) first.previous = page;
    this.#open[page.size] = page;
  }

  #leave(page: Page): void {
    if (page.previous === null) this.#open[page.size] = page.next;
    else page.previous.next = page.next;
    if (page.next !== null) page.next.previous = page.previous;
    page.next = null;
    page.previous = null;
  }
}

function isFull(page: Page): boolean {
  return page.free === NONE && page.fresh + page.units > UNITS;
}

function emptyPage(slab: ArrayBuffer, at: number, number: number): Page {
  return {
    bytes: new Uint8Array(slab, at * PAGE, PAGE),
    view: new DataView(slab, at * PAGE, PAGE),
    number,
    units: 1,
    size: 0,
    used: 0,
    free: NONE,
    fresh: 0,
    next: null,
    previous: null,
  };
}
