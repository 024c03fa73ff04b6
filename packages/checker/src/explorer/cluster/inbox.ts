import { withRoom } from './rows.ts';

/** The messages of a desk that is being made, and what each has come to. Reused. */
export class Inbox {
  size = 0;
  /** Numbers of the messages. Not to be kept: it is replaced as it grows. */
  flights: Int32Array<ArrayBuffer> = new Int32Array(16);
  /** The number of the message that each has come to. */
  worns: Int32Array<ArrayBuffer> = new Int32Array(16);

  clear(): void {
    this.size = 0;
  }

  put(flight: number, worn: number): void {
    this.flights = withRoom(this.flights, this.size + 1);
    this.worns = withRoom(this.worns, this.size + 1);
    this.flights[this.size] = flight;
    this.worns[this.size] = worn;
    this.size += 1;
  }

  /** Whether some message has come to that one. */
  has(worn: number): boolean {
    for (let i = 0; i < this.size; i += 1) if (this.worns[i] === worn) return true;
    return false;
  }

  /**
   * Puts the messages into an order; those that are equal in it stay as they are.
   *
   * @param isBefore whether the message at one place belongs before that at another
   */
  sort(isBefore: (one: number, other: number) => boolean): void {
    for (let end = 1; end < this.size; end += 1) {
      for (let i = end; i > 0 && isBefore(i, i - 1); i -= 1) this.#swap(i, i - 1);
    }
  }

  #swap(one: number, other: number): void {
    const [flight, worn] = [this.flights[one] ?? 0, this.worns[one] ?? 0];
    this.flights[one] = this.flights[other] ?? 0;
    this.worns[one] = this.worns[other] ?? 0;
    this.flights[other] = flight;
    this.worns[other] = worn;
  }
}
