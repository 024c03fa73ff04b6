import type { ServerId } from '@menagerie/contract';
import type { Clock } from '../driver/timers.ts';

/** What standing aside takes. */
export interface AsideParts {
  readonly clock: Clock;
  /**
   * Has the core give the lead to another; `false` where it cannot.
   *
   * @param done called with whether it did
   */
  readonly ask: (to: ServerId, done: (handed: boolean) => void) => boolean;
  /** The server falls silent, or speaks again. */
  readonly silence: (isSilent: boolean) => void;
}

/**
 * How a leader comes to lead no more. Where the core can, it names its successor. Where it cannot,
 * it is silent for a while, so that the others elect one of them: no core has to trust that its
 * driver is right.
 */
export class Aside {
  readonly #parts: AsideParts;
  #isSilent = false;
  #cancel: () => void = () => {};

  constructor(parts: AsideParts) {
    this.#parts = parts;
  }

  get isSilent(): boolean {
    return this.#isSilent;
  }

  /** @param done called once, with whether another was told to lead */
  handOver(to: ServerId | null, done: (handed: boolean) => void): void {
    if (to === null || !this.#parts.ask(to, done)) done(false);
  }

  /** @param ms of silence, if it comes to that: long enough for an election */
  stepAside(to: ServerId | null, ms: number): void {
    this.handOver(to, (handed) => {
      if (handed || this.#isSilent) return;
      this.#isSilent = true;
      this.#parts.silence(true);
      this.#cancel = this.#parts.clock.after(ms, () => {
        this.#isSilent = false;
        this.#parts.silence(false);
      });
    });
  }

  stop(): void {
    this.#cancel();
  }
}
