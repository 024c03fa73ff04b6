import type { Clock } from '../driver/timers.ts';
import type { Parcel } from './parcel.ts';

/** A part of a tree that somebody asks for. */
export type Ask = Extract<Parcel, { readonly type: 'fetch' }>;

/** What a giver needs of its member. */
export interface GiverParts {
  readonly clock: Clock;
  /** Of what is applied here. */
  index(): number;
  /** All of it as it is now. */
  chunks(): IterableIterator<Uint8Array>;
  send(to: number, parcel: Parcel): void;
}

/** What is on its way to one server. */
interface Giving {
  readonly transfer: number;
  readonly chunks: IterableIterator<Uint8Array>;
  next: number;
  stop: () => void;
}

/** Some 256 KiB: taken from the tree in a few milliseconds. */
const CHUNKS_IN_PART = 4;
/** Who asks for nothing for so long has given up. */
const PATIENCE_MS = 10_000;

/** Gives the tree to servers that miss what was cut off the log, part by part as they ask. */
export class Giver {
  readonly #parts: GiverParts;
  readonly #givings = new Map<number, Giving>();

  constructor(parts: GiverParts) {
    this.#parts = parts;
  }

  asked(by: number, { transfer, part, after }: Ask): void {
    const giving = this.#givingTo(by, transfer, part, after);
    // A part that was lost cannot be had again: then it begins anew.
    if (giving === null || giving.next !== part) return;
    giving.next += 1;
    const chunks: Uint8Array[] = [];
    let last = false;
    while (!last && chunks.length < CHUNKS_IN_PART) {
      const chunk = giving.chunks.next();
      last = chunk.done === true;
      if (chunk.done !== true) chunks.push(chunk.value);
    }
    this.#parts.send(by, { type: 'part', transfer, part, last, bytes: joined(chunks) });
    giving.stop();
    if (last) this.#givings.delete(by);
    else giving.stop = this.#parts.clock.after(PATIENCE_MS, () => this.gone(by));
  }

  /** A server cannot be reached any more. */
  gone(by: number): void {
    const giving = this.#givings.get(by);
    giving?.stop();
    // Else the tree would go on keeping copies for it.
    giving?.chunks.return?.();
    this.#givings.delete(by);
  }

  stop(): void {
    for (const by of this.#givings.keys()) this.gone(by);
  }

  #givingTo(by: number, transfer: number, part: number, after: number): Giving | null {
    const known = this.#givings.get(by);
    if (known?.transfer === transfer) return known;
    if (part !== 0 || this.#parts.index() < after) return null;
    this.gone(by);
    const giving = { transfer, chunks: this.#parts.chunks(), next: 0, stop: () => {} };
    this.#givings.set(by, giving);
    return giving;
  }
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
