import { ExplorerError } from '../errors.ts';

/** Indices that a thread takes at a time. */
const BLOCK = 256;
const FULL = 0.8;
const GROWTH = 1.9;
const FIRST_SLOTS = 1 << 16;

// Words of the head.
/** The first index that no thread has taken. */
const NEXT = 0;
/** Slots in use. */
const SLOTS = 1;

/** States that may come on top before all threads have noticed that the table is full. */
const SLACK = 1 << 16;

/** The memory of a table, to be handed to every thread. */
export interface SharedMemory {
  readonly capacity: number;
  readonly head: SharedArrayBuffer;
  readonly slots: SharedArrayBuffer;
  readonly states: SharedArrayBuffer;
  readonly actions: SharedArrayBuffer;
}

/**
 * Memory for so many states. It is only reserved here: what is never written to takes no room on
 * systems that give memory out as it is touched.
 *
 * @throws ExplorerError `out-of-memory`
 */
export function shareMemory(capacity: number): SharedMemory {
  const room = capacity + SLACK;
  const slots = Math.ceil((room / FULL) * GROWTH) + FIRST_SLOTS;
  try {
    return {
      capacity: room,
      head: new SharedArrayBuffer(8),
      slots: new SharedArrayBuffer(slots * 4),
      states: new SharedArrayBuffer(room * 12),
      actions: new SharedArrayBuffer(room * 2),
    };
  } catch {
    throw new ExplorerError(
      'out-of-memory',
      'threads',
      `there is no room for ${capacity} states`,
      'Allow fewer states, or use one thread',
    );
  }
}

/** How many indices threads have taken; some of them are not used yet. */
export function taken({ head, capacity }: SharedMemory): number {
  return Math.min(Atomics.load(new Int32Array(head), NEXT), capacity);
}

/**
 * The states that several threads have seen, in memory that they share: as in a {@link StateTable},
 * fingerprints with the way to each. Whoever sees a state first writes it to an index of its own
 * and then puts the index into a free slot by compare-and-swap; who loses that race looks again.
 *
 * A slot is one word: the index plus one, and in the bits left over a tag of the fingerprint, so
 * that most neighbours are passed without a look at their states.
 */
export class SharedTable {
  readonly #capacity: number;
  readonly #head: Int32Array;
  readonly #slots: Int32Array;
  readonly #states: Int32Array;
  readonly #actions: Uint16Array;
  readonly #tagShift: number;
  readonly #indexMask: number;
  /** Slots in use, as of the last {@link refresh}. */
  #size: number;
  /** States added through this view. */
  #added = 0;
  #index = 0;
  #blockEnd = 0;
  /** Whatever {@link foresee} came across. Nobody asks for it; it is kept lest the look be left out. */
  foreseen = 0;

  constructor({ capacity, head, slots, states, actions }: SharedMemory) {
    this.#capacity = capacity;
    this.#head = new Int32Array(head);
    this.#slots = new Int32Array(slots);
    this.#states = new Int32Array(states);
    this.#actions = new Uint16Array(actions);
    const bits = 32 - Math.clz32(capacity);
    this.#tagShift = bits;
    this.#indexMask = 2 ** bits - 1;
    Atomics.compareExchange(this.#head, SLOTS, 0, FIRST_SLOTS);
    this.#size = Atomics.load(this.#head, SLOTS);
  }

  /** States added through this view; every state was added through one. */
  get added(): number {
    return this.#added;
  }

  /** Whether it should {@link grow} before it is used on. */
  get isCrowded(): boolean {
    return Atomics.load(this.#head, NEXT) > this.#size * FULL;
  }

  /** Whether no thread may add more. */
  get isFull(): boolean {
    return Atomics.load(this.#head, NEXT) + SLACK > this.#capacity;
  }

  /** Bytes in use, the free part of the table included. */
  get bytes(): number {
    return Math.min(Atomics.load(this.#head, NEXT), this.#capacity) * 14 + this.#size * 4;
  }

  /** See {@link StateTable.foresee}. */
  foresee(high: number, low: number): void {
    const found = this.#slots[slotOf(high, this.#size)] ?? 0;
    if (found === 0 || (found & ~this.#indexMask) !== this.#tagOf(low)) return;
    this.foreseen ^= this.#states[((found & this.#indexMask) - 1) * 3] ?? 0;
  }

  /**
   * @param parent index of the state before, or -1
   * @param action from 0 to 65,535
   * @returns the index of the state, or -1 if it is known already
   */
  add(high: number, low: number, parent: number, action: number): number {
    const slots = this.#slots;
    const size = this.#size;
    const tag = this.#tagOf(low);
    let slot = slotOf(high, size);
    let index = -1;
    for (;;) {
      const found = Atomics.load(slots, slot);
      if (found === 0) {
        if (index < 0) index = this.#write(high, low, parent, action);
        if (Atomics.compareExchange(slots, slot, 0, (index + 1) | tag) === 0) break;
        // Somebody was faster: what stands there now is looked at like any other.
        continue;
      }
      const other = (found & this.#indexMask) - 1;
      if ((found & ~this.#indexMask) === tag && this.#holds(other, high, low)) {
        if (index >= 0) this.#takeBack(index);
        return -1;
      }
      slot += 1;
      if (slot === size) slot = 0;
    }
    this.#index += 1;
    this.#added += 1;
    return index;
  }

  /** The actions that led from a start to the state; the first is the number of the start. */
  pathTo(index: number): number[] {
    const path: number[] = [];
    for (let at = index; at >= 0; at = this.parentOf(at)) path.push(this.actionOf(at));
    return path.reverse();
  }

  /** The index of the state before; -1 for a start. */
  parentOf(index: number): number {
    return (this.#states[index * 3 + 2] ?? 1) - 2;
  }

  /** The number of the action that led to the state. */
  actionOf(index: number): number {
    return this.#actions[index] ?? 0;
  }

  /** Sees what another thread's {@link grow} did. All threads must, before they go on. */
  refresh(): void {
    this.#size = Atomics.load(this.#head, SLOTS);
  }

  /** Makes the table larger by half, while all other threads wait. */
  grow(): void {
    const size = Math.min(Math.ceil(this.#size * GROWTH), this.#slots.length);
    this.#slots.fill(0, 0, size);
    const end = Math.min(Atomics.load(this.#head, NEXT), this.#capacity);
    for (let index = 0; index < end; index += 1) {
      // What a thread has taken and not used yet has no parent.
      if (this.#states[index * 3 + 2] === 0) continue;
      let slot = slotOf(this.#states[index * 3] ?? 0, size);
      while (this.#slots[slot] !== 0) {
        slot += 1;
        if (slot === size) slot = 0;
      }
      this.#slots[slot] = (index + 1) | this.#tagOf(this.#states[index * 3 + 1] ?? 0);
    }
    Atomics.store(this.#head, SLOTS, size);
  }

  #write(high: number, low: number, parent: number, action: number): number {
    if (this.#index === this.#blockEnd) {
      this.#index = Atomics.add(this.#head, NEXT, BLOCK);
      this.#blockEnd = this.#index + BLOCK;
    }
    const index = this.#index;
    this.#states[index * 3] = high;
    this.#states[index * 3 + 1] = low;
    this.#states[index * 3 + 2] = parent + 2;
    this.#actions[index] = action;
    return index;
  }

  #takeBack(index: number): void {
    this.#states[index * 3 + 2] = 0;
  }

  #holds(index: number, high: number, low: number): boolean {
    return this.#states[index * 3] === high && this.#states[index * 3 + 1] === low;
  }

  #tagOf(low: number): number {
    return this.#tagShift > 31 ? 0 : low << this.#tagShift;
  }
}

// The high half chooses the slot and the low half the tag, so that neighbours differ in their tags.
function slotOf(high: number, size: number): number {
  return Math.floor(((high >>> 0) / 4_294_967_296) * size);
}
