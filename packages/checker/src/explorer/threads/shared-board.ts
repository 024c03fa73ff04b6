import type { Board } from '../cluster/lore.ts';

/** Rows that a board has room for, unless less is asked for: more than thirty million states make. */
const ROWS = 2_000_000;
/** Words that a row takes with its key, at most, in the mean. */
const WORDS = 16;

// Words of the head.
/** The first word that no thread has taken. */
const NEXT = 0;
/** Rows that threads have begun. */
const BEGUN = 1;

/** The memory of a board, to be handed to every thread. */
export interface BoardMemory {
  readonly rows: number;
  readonly head: SharedArrayBuffer;
  readonly slots: SharedArrayBuffer;
  readonly words: SharedArrayBuffer;
}

/**
 * Memory for a board. It is only reserved here: what is never written to takes no room on systems
 * that give memory out as it is touched.
 */
export function shareBoard(rows: number = ROWS): BoardMemory {
  // A third of the slots, at least, stays free, so that a search for a key soon ends.
  const slots = 2 ** (32 - Math.clz32(rows * 1.5));
  return {
    rows,
    head: new SharedArrayBuffer(8),
    slots: new SharedArrayBuffer(slots * 4),
    words: new SharedArrayBuffer(rows * WORDS * 4),
  };
}

/**
 * Rows under keys, in memory that threads share. Whoever adds a row writes it, behind its key, to
 * words of its own, and then puts the way there into a free slot by compare-and-swap; so a row that
 * is found is whole.
 */
export class SharedBoard implements Board {
  readonly words: Int32Array;
  readonly #rows: number;
  readonly #head: Int32Array;
  /** Where a key begins, plus one; 0 where the slot is free. */
  readonly #slots: Int32Array;

  constructor({ rows, head, slots, words }: BoardMemory) {
    this.words = new Int32Array(words);
    this.#rows = rows;
    this.#head = new Int32Array(head);
    this.#slots = new Int32Array(slots);
  }

  find(high: number, low: number): number {
    for (let slot = this.#firstSlot(high); ; slot = this.#slotAfter(slot)) {
      const key = Atomics.load(this.#slots, slot) - 1;
      if (key < 0) return -1;
      if (this.#isKey(key, high, low)) return key + 2;
    }
  }

  add(high: number, low: number, row: readonly number[]): number {
    const key = this.#take(row.length + 2);
    if (key < 0) return -1;
    this.words[key] = high;
    this.words[key + 1] = low;
    this.words.set(row, key + 2);
    for (let slot = this.#firstSlot(high); ; slot = this.#slotAfter(slot)) {
      const other = Atomics.compareExchange(this.#slots, slot, 0, key + 1) - 1;
      if (other < 0) return key + 2;
      if (this.#isKey(other, high, low)) return other + 2;
    }
  }

  /** Takes words that nobody else has, or -1 without room. */
  #take(words: number): number {
    if (Atomics.load(this.#head, BEGUN) >= this.#rows) return -1;
    const from = Atomics.add(this.#head, NEXT, words);
    if (from + words > this.words.length) return -1;
    // Threads that come here at once may begin a few rows too many: so many slots are free.
    Atomics.add(this.#head, BEGUN, 1);
    return from;
  }

  #firstSlot(high: number): number {
    return high & (this.#slots.length - 1);
  }

  #slotAfter(slot: number): number {
    return (slot + 1) & (this.#slots.length - 1);
  }

  #isKey(at: number, high: number, low: number): boolean {
    return this.words[at] === high && this.words[at + 1] === low;
  }
}
