/** Slots at first. */
const LEAST = 16;

/**
 * A queue whose first element goes in constant time: a ring, which is used again and doubles when it is
 * full. What has gone is not kept.
 */
export class Fifo<T> {
  #ring: (T | undefined)[] = Array.from({ length: LEAST });
  #head = 0;
  #size = 0;

  get size(): number {
    return this.#size;
  }

  push(item: T): void {
    if (this.#size === this.#ring.length) this.#grow();
    this.#ring[(this.#head + this.#size) % this.#ring.length] = item;
    this.#size += 1;
  }

  first(): T | undefined {
    return this.#ring[this.#head];
  }

  shift(): T | undefined {
    const item = this.#ring[this.#head];
    if (this.#size === 0) return undefined;
    this.#ring[this.#head] = undefined;
    this.#head = (this.#head + 1) % this.#ring.length;
    this.#size -= 1;
    return item;
  }

  /** All that waits, in order; the queue is empty afterwards. */
  drain(): T[] {
    const all = this.#inOrder().filter((item) => item !== undefined);
    this.#ring.fill(undefined);
    this.#size = 0;
    return all;
  }

  #grow(): void {
    this.#ring = [...this.#inOrder(), ...Array.from<undefined>({ length: this.#ring.length })];
    this.#head = 0;
  }

  #inOrder(): (T | undefined)[] {
    return [...this.#ring.slice(this.#head), ...this.#ring.slice(0, this.#head)];
  }
}
