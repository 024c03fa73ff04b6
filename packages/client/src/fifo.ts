/** A queue whose first element goes in constant time. */
export class Fifo<T> {
  #items: (T | undefined)[] = [];
  #head = 0;

  push(item: T): void {
    this.#items.push(item);
  }

  first(): T | undefined {
    return this.#items[this.#head];
  }

  shift(): T | undefined {
    const item = this.#items[this.#head];
    if (this.#head === this.#items.length) return undefined;
    this.#items[this.#head] = undefined;
    this.#head += 1;
    if (this.#head === this.#items.length) this.#restart([]);
    // Otherwise what has gone would be kept for as long as the queue never runs empty.
    else if (this.#head >= 1024) this.#restart(this.#items.slice(this.#head));
    return item;
  }

  /** All that waits, in order; the queue is empty afterwards. */
  drain(): T[] {
    const rest = this.#items.slice(this.#head).filter((item) => item !== undefined);
    this.#restart([]);
    return rest;
  }

  #restart(items: (T | undefined)[]): void {
    this.#items = items;
    this.#head = 0;
  }
}
