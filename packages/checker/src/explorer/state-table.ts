/** States in one page of the dense part. */
const PAGE = 1 << 16;
/** Words of a state in a page: the two halves of its fingerprint, and its parent. */
const WORDS = 3;
const FULL = 0.8;
const GROWTH = 1.9;

/**
 * The states that a search has seen, as 64-bit fingerprints, with the way to each: the index of
 * the state before it and the number of the action that led from there.
 *
 * States are numbered in the order in which they came, and lie densely in pages, 14 bytes each.
 * An open-addressing table of one word a slot leads to them: the index plus one, and in the bits
 * left over a tag of the fingerprint, so that a look at a row of neighbours touches one line of
 * memory. The table grows by nine tenths when it is four fifths full, so a state takes 19 to 23.5
 * bytes in all; {@link bytes} tells.
 */
export class StateTable {
  /** 0 where the slot is free. */
  #slots: Int32Array;
  #limit: number;
  /** An index plus one has so many bits; the rest is the tag. */
  #indexBits: number;
  #size = 0;
  /** Whatever {@link foresee} came across. Nobody asks for it; it is kept lest the look be left out. */
  foreseen = 0;
  readonly #states: Int32Array[] = [];
  readonly #actions: Uint16Array[] = [];

  constructor(slots: number = 1 << 16) {
    this.#slots = new Int32Array(slots);
    this.#limit = Math.floor(slots * FULL);
    this.#indexBits = bitsOf(this.#limit);
  }

  /** How many states were added. */
  get size(): number {
    return this.#size;
  }

  /** Bytes held for the states, the free part of the table included, unused pages apart. */
  get bytes(): number {
    return this.#size * (WORDS * 4 + 2) + this.#slots.length * 4;
  }

  /**
   * A state is to be added soon. Reaches for where it stands, if it does, and waits for nothing: of
   * several states that are foreseen the processor fetches the memory at once.
   */
  foresee(high: number, low: number): void {
    const found = this.#slots[slotOf(high, this.#slots.length)] ?? 0;
    const bits = this.#indexBits;
    if (found === 0 || found >>> bits !== tagOf(low, bits)) return;
    const index = (found & ((1 << bits) - 1)) - 1;
    this.foreseen ^= this.#states[index >>> 16]?.[(index & (PAGE - 1)) * WORDS] ?? 0;
  }

  /**
   * @param parent index of the state before, or -1
   * @param action from 0 to 65,535
   * @returns the index of the state, or -1 if it is known already
   */
  add(high: number, low: number, parent: number, action: number): number {
    const slots = this.#slots;
    const size = slots.length;
    const bits = this.#indexBits;
    const tag = tagOf(low, bits);
    let slot = slotOf(high, size);
    for (;;) {
      const found = slots[slot] ?? 0;
      if (found === 0) break;
      if (found >>> bits === tag && this.#holds((found & ((1 << bits) - 1)) - 1, high, low)) {
        return -1;
      }
      slot += 1;
      if (slot === size) slot = 0;
    }
    const index = this.#size;
    slots[slot] = (tag << bits) | (index + 1);
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
    this.#limit = Math.floor(size * FULL);
    const bits = bitsOf(this.#limit);
    for (let index = 0; index < this.#size; index += 1) {
      let slot = slotOf(this.#word(index, 0), size);
      while (slots[slot] !== 0) {
        slot += 1;
        if (slot === size) slot = 0;
      }
      slots[slot] = (tagOf(this.#word(index, 1), bits) << bits) | (index + 1);
    }
    this.#slots = slots;
    this.#indexBits = bits;
  }
}

/** Bits of the largest index plus one that comes up before the table grows again. */
function bitsOf(limit: number): number {
  return 32 - Math.clz32(limit + 1);
}

// The high half chooses the slot and the low half the tag, so that neighbours differ in their tags.
function slotOf(high: number, size: number): number {
  return Math.floor(((high >>> 0) / 4_294_967_296) * size);
}

/** As many bits as an index of so many bits leaves. */
function tagOf(low: number, bits: number): number {
  return (low << bits) >>> bits;
}
