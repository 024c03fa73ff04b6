import type { Disk } from '../driver/driver.ts';
import type { Distribution } from './distribution.ts';

/** Measures how long batches take to be durable. */
export class Flushes {
  readonly #times: Distribution;
  readonly #now: () => number;
  /** Batches on their way: their numbers, and since when, in order. */
  readonly #waiting = new Map<number, number>();

  /** @param times in milliseconds */
  constructor(times: Distribution, now: () => number) {
    this.#times = times;
    this.#now = now;
  }

  /** A disk that is measured. */
  over(disk: Disk): Disk {
    return {
      append: (batch) => {
        const at = this.#now();
        const number = disk.append(batch);
        if (typeof number === 'number') this.#waiting.set(number, at);
        return number;
      },
    };
  }

  /** All batches through this number are durable. */
  durable(through: number): void {
    const now = this.#now();
    for (const [number, at] of this.#waiting) {
      if (number > through) return;
      this.#waiting.delete(number);
      this.#times.note(now - at);
    }
  }
}
