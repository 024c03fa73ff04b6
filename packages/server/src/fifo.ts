/** Slots that were left before the rest moves up. */
const MOST_LEFT = 64;

/**
 * A queue whose first element goes in constant time, and that keeps nothing of what has gone.
 *
 * A `Map` in its place keeps more than it has: as it grows and shrinks it leaves tables behind, each
 * with all that waited by then, and the collector of young objects takes for alive what is named in an
 * old one.
 */
export class Fifo<T> {
  readonly #slots: (T | undefined)[] = [];
  /** Slots that were left. */
  #left = 0;

  get size(): number {
    return this.#slots.length - this.#left;
  }

  push(item: T): void {
    this.#slots.push(item);
  }

  first(): T | undefined {
    return this.#slots[this.#left];
  }

  shift(): T | undefined {
    if (this.size === 0) return undefined;
    const item = this.#slots[this.#left];
    this.#slots[this.#left] = undefined;
    this.#left += 1;
    // One by one would take time for all that waits.
    if (this.#left >= MOST_LEFT && this.#left * 2 >= this.#slots.length) {
      this.#slots.splice(0, this.#left);
      this.#left = 0;
    }
    return item;
  }

  /** All that waits, in order; the queue is empty afterwards. */
  drain(): readonly T[] {
    const all = this.#slots.splice(0);
    this.#left = 0;
    return all.filter((item) => item !== undefined);
  }
}
