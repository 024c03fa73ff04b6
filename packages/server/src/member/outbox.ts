import type { Wish } from './proposal.ts';

/** Proposals that a leader has under way at once. What comes meanwhile goes together into the next. */
const MOST_FLIGHTS = 4;
/** Wishes in one proposal, and bytes of their data. */
const MOST_WISHES = 256;
const MOST_BYTES = 256 * 1024;

/**
 * The wishes that a leader is to propose, in their order. The more there are, the more go into one
 * proposal: so the price of a round through the ensemble is shared by all that wait for it.
 */
export class Outbox {
  #wishes: Wish[] = [];
  #flights = 0;

  add(wish: Wish): void {
    this.#wishes.push(wish);
  }

  /** A proposal was delivered, or will not be. */
  landed(): void {
    this.#flights = Math.max(0, this.#flights - 1);
  }

  /** The wishes of the next proposal, which is under way from now on; `null` if it is to wait. */
  take(): readonly Wish[] | null {
    if (this.#wishes.length === 0 || this.#flights >= MOST_FLIGHTS) return null;
    let count = 0;
    for (let bytes = 0; count < this.#wishes.length && count < MOST_WISHES; count += 1) {
      bytes += this.#wishes[count]?.data?.length ?? 0;
      if (bytes > MOST_BYTES && count > 0) break;
    }
    this.#flights += 1;
    return this.#wishes.splice(0, count);
  }

  /** All that was never proposed. */
  clear(): readonly Wish[] {
    const left = this.#wishes;
    this.#wishes = [];
    this.#flights = 0;
    return left;
  }
}
