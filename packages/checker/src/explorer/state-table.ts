/** States in one page of the dense part. */
const PAGE = 1 << 16;
/** Words of a state in a page: the two halves of its fingerprint, and its parent. */
const WORDS = 3;
const FULL = 0.8;
const GROWTH = 1.5;

/**
 * The states that a search has seen, as 64-bit fingerprints, with the way to each: the index of
 * the state before it and the number of the action that led from there.
 *
 * States are numbered in the order in which they came, and lie densely in pages, 14 bytes each.
 * An open-addressing table of 5 bytes a slot leads to them: the index, and a tag of eight bits, so
 * that a look at a row of neighbours touches one line of memory. The table grows by half when it
 * is four fifths full, so a state takes 20.3 to 23.4 bytes in all; {@link bytes} tells.
 */
export class StateTable {
  /** Index of the state plus one; 0 where the slot is free. */
  #slots: Int32Array;
  /** 0 where the slot is free. */
  #tags: Uint8Array;
  #limit: number;
  #size = 0;
  readonly #states: Int32Array[] = [];
  readonly #actions: Uint16Array[] = [];

  constructor(slots: number = 1 << 16) {
    this.#slots = new Int32Array(slots);
    this.#tags = new Uint8Array(slots);
    this.#limit = Math.floor(slots * FULL);
  }

  /** How many states were added. */
  get size(): number {
    return this.#size;
  }

  /** Bytes held for the states, the free part of the table included, unused pages apart. */
  get bytes(): number {
    return this.#size * (WORDS * 4 + 2) + this.#slots.length * 5;
  }

  /**
   * @param parent index of the state before, or -1
   * @param action from 0 to 65,535
   * @returns the index of the state, or -1 if it is known already
   */
  add(high: number, low: number, parent: number, action: number): number {
    const size = this.#slots.length;
    const tag = tagOf(low);
    let slot = slotOf(high, size);
    for (;;) {
      const found = this.#tags[slot] ?? 0;
      if (found === 0) break;
      if (found === tag && this.#holds((this.#slots[slot] ?? 0) - 1, high, low)) return -1;
      slot += 1;
      if (slot === size) slot = 0;
    }
    const index = this.#size;
    this.#slots[slot] = index + 1;
    this.#tags[slot] = tag;
    this.#write(index, high, low, parent, action);
    this.#size = index + 1;
    if (this.#size > this.#limit) this.#grow();
    return index;
  }

  /** The actions that led from a start to the state; the first is the number of the start. */
  pathTo(index: number): number[] {
    const path: number[] = [];
    for (let at = index; at >= 0; at = this.#word(at, 2)) {
      path.push(this.#actions[at >>> 16]?.[at & (PAGE - 1)] ?? 0);
    }
    return path.reverse();
  }

  #write(index: number, high: number, low: number, parent: number, action: number): void {
    const page = index >>> 16;
    if (page === this.#states.length) {
      this.#states.push(new Int32Array(PAGE * WORDS));
      this.#actions.push(new Uint16Array(PAGE));
    }
    const states = this.#states[page];
    const actions = this.#actions[page];
    if (states === undefined || actions === undefined) return;
    const at = (index & (PAGE - 1)) * WORDS;
    states[at] = high;
    states[at + 1] = low;
    states[at + 2] = parent;
    actions[index & (PAGE - 1)] = action;
  }

  #holds(index: number, high: number, low: number): boolean {
    const states = this.#states[index >>> 16];
    const at = (index & (PAGE - 1)) * WORDS;
    return states !== undefined && states[at] === high && states[at + 1] === low;
  }

  #word(index: number, which: number): number {
    return this.#states[index >>> 16]?.[(index & (PAGE - 1)) * WORDS + which] ?? -1;
  }

  #grow(): void {
    const size = Math.ceil(this.#slots.length * GROWTH);
    const slots = new Int32Array(size);
    const tags = new Uint8Array(size);
    for (let index = 0; index < this.#size; index += 1) {
      let slot = slotOf(this.#word(index, 0), size);
      while (tags[slot] !== 0) {
        slot += 1;
        if (slot === size) slot = 0;
      }
      slots[slot] = index + 1;
      tags[slot] = tagOf(this.#word(index, 1));
    }
    this.#slots = slots;
    this.#tags = tags;
    this.#limit = Math.floor(size * FULL);
  }
}

// The high half chooses the slot and the low half the tag, so that neighbours differ in their tags.
function slotOf(high: number, size: number): number {
  return Math.floor(((high >>> 0) / 4_294_967_296) * size);
}

function tagOf(low: number): number {
  return (low & 0xff) | 1;
}
