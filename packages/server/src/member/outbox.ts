import type { Wish } from './proposal.ts';

/** Proposals that a leader has under way at once, if each but the last is full. */
const MOST_FLIGHTS = 4;
/** Bytes of the data of all wishes of one proposal. */
const MOST_BYTES = 256 * 1024;

/**
 * The wishes that a leader is to propose, in their order. The more there are, the more go into one
 * proposal: so the price of a round through the ensemble is shared by all that wait for it. And while
 * one is under way another leaves only if it is full: many small ones at once cost more than twice
 * the time of processors, and are no sooner on the disk.
 */
export class Outbox {
  readonly #mostWishes: number;
  #wishes: Wish[] = [];
  /** Of the data of those that wait. */
  #bytes = 0;
  #flights = 0;

  /** @param mostWishes in one proposal */
  constructor(mostWishes: number) {
    this.#mostWishes = mostWishes;
  }

  add(wish: Wish): void {
    this.#wishes.push(wish);
    this.#bytes += sizeOf(wish);
  }

  /** A proposal was delivered, or will not be. */
  landed(): void {
    this.#flights = Math.max(0, this.#flights - 1);
  }

  /** The wishes of the next proposal, which is under way from now on; `null` if it is to wait. */
  take(): readonly Wish[] | null {
    if (this.#flights >= (this.#isFull ? MOST_FLIGHTS : 1) || this.#wishes.length === 0)
      return null;
    let count = 0;
    let bytes = 0;
    for (const wish of this.#wishes) {
      const size = sizeOf(wish);
      if (count === this.#mostWishes || (count > 0 && bytes + size > MOST_BYTES)) break;
      count += 1;
      bytes += size;
    }
    this.#flights += 1;
    this.#bytes -= bytes;
    return this.#wishes.splice(0, count);
  }

  get #isFull(): boolean {
    return this.#wishes.length >= this.#mostWishes || this.#bytes >= MOST_BYTES;
  }

  /** All that was never proposed. */
  clear(): readonly Wish[] {
    const left = this.#wishes;
    this.#wishes = [];
    this.#bytes = 0;
    this.#flights = 0;
    return left;
  }
}

function sizeOf({ data }: Wish): number {
  return data?.length ?? 0;
}
