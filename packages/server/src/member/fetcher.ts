import type { Clock } from '../driver/timers.ts';
import type { LedgerRestorer, Restored } from './ledger-restorer.ts';
import type { Parcel } from './parcel.ts';

/** What a fetcher needs of its member. */
export interface FetcherParts {
  readonly clock: Clock;
  /** Another number each time. */
  draw(): number;
  restorer(): LedgerRestorer;
  send(to: number, parcel: Parcel): void;
  /** A tree is here. */
  take(restored: Restored): void;
}

/** A tree that is on its way here. */
interface Fetching {
  readonly from: number;
  readonly transfer: number;
  readonly restorer: LedgerRestorer;
  next: number;
  stop: () => void;
}

/** A part that does not come for so long does not come. */
const PATIENCE_MS = 3000;

/** Fetches the tree from another server, part by part, and puts it together a little at a time. */
export class Fetcher {
  readonly #parts: FetcherParts;
  #fetching: Fetching | null = null;

  constructor(parts: FetcherParts) {
    this.#parts = parts;
  }

  /** Begins, unless it has. @param after what it has to have at least */
  fetch(from: number, after: number): void {
    if (this.#fetching !== null) return;
    const [transfer, restorer] = [this.#parts.draw(), this.#parts.restorer()];
    const fetching = { from, transfer, restorer, next: 0, stop: () => {} };
    this.#fetching = fetching;
    this.#ask(fetching, after);
  }

  /** @throws ZnodeError for bytes that no server sends */
  took(from: number, { transfer, part, last, bytes }: Extract<Parcel, { type: 'part' }>): void {
    const fetching = this.#fetching;
    if (fetching?.from !== from || fetching.transfer !== transfer) return;
    if (part !== fetching.next) return;
    fetching.stop();
    fetching.next += 1;
    fetching.restorer.push(bytes);
    if (!last) this.#ask(fetching, 0);
    else this.#finish(fetching, fetching.restorer.steps());
  }

  stop(): void {
    this.#fetching?.stop();
    this.#fetching = null;
  }

  #ask(fetching: Fetching, after: number): void {
    const { from, transfer, next: part } = fetching;
    // Whoever sends words that cannot be understood without a tree sends them again.
    fetching.stop = this.#parts.clock.after(PATIENCE_MS, () => this.stop());
    this.#parts.send(from, { type: 'fetch', transfer, part, after });
  }

  #finish(fetching: Fetching, steps: Generator<undefined, Restored, undefined>): void {
    const step = steps.next();
    if (step.done !== true) {
      fetching.stop = this.#parts.clock.after(0, () => this.#finish(fetching, steps));
      return;
    }
    this.#fetching = null;
    this.#parts.take(step.value);
  }
}
