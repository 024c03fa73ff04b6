import type { Clock } from '../driver/timers.ts';

/** A snapshot that was taken of everything through an index. */
export interface Taken {
  readonly through: number;
  readonly data: Uint8Array;
}

/** Chunks that are asked for between two looks at what else there is to do. */
const CHUNKS_AT_ONCE = 4;

/** Takes snapshots now and then, a few chunks at a time, so that nobody waits for one. */
export class Compaction {
  readonly #clock: Clock;
  readonly #every: number;
  readonly #taken: (taken: Taken) => void;
  #since = 0;
  #busy = false;

  /**
   * @param every after so many wishes
   * @param taken called with each
   */
  constructor(clock: Clock, every: number, taken: (taken: Taken) => void) {
    this.#clock = clock;
    this.#every = every;
    this.#taken = taken;
  }

  /** So many wishes were applied. */
  count(wishes: number): void {
    this.#since += wishes;
  }

  /**
   * Begins a snapshot if it is time for one.
   *
   * @param through what is applied by now
   * @param chunks of all that, as it is now
   */
  begin(through: number, chunks: () => Iterator<Uint8Array>): void {
    if (this.#busy || this.#since < this.#every) return;
    this.#busy = true;
    this.#since = 0;
    this.#goOn(through, chunks(), []);
  }

  #goOn(through: number, chunks: Iterator<Uint8Array>, parts: Uint8Array[]): void {
    for (let i = 0; i < CHUNKS_AT_ONCE; i += 1) {
      const next = chunks.next();
      if (next.done === true) {
        this.#busy = false;
        this.#taken({ through, data: joined(parts) });
        return;
      }
      parts.push(next.value.slice());
    }
    this.#clock.after(0, () => this.#goOn(through, chunks, parts));
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
