/** How much there was of something: how often, and the least, the most and the sum of it. */
export class Tally {
  count = 0;
  sum = 0;
  /** 0 where nothing was noted, as `max`. */
  min = 0;
  max = 0;

  /** One more. */
  note(value: number): void {
    if (this.count === 0 || value < this.min) this.min = value;
    if (value > this.max) this.max = value;
    this.count += 1;
    this.sum += value;
  }

  /** 0 where nothing was noted. */
  get average(): number {
    return this.count === 0 ? 0 : this.sum / this.count;
  }

  /** As if nothing had been noted. */
  reset(): void {
    this.count = 0;
    this.sum = 0;
    this.min = 0;
    this.max = 0;
  }
}
