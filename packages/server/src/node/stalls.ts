import type { Clock } from '@menagerie/server';
import { every } from './clock.ts';

/** How often is looked whether the event loop comes round. */
const EVERY_MS = 100;
/** What is less is no stall: timers are not more exact. */
const LEAST_MS = 10;

/**
 * Notices when the event loop did not come round: something held the process up, a long computation
 * or whoever runs the machine.
 */
export class StallWatch {
  readonly #stalled: (ms: number) => void;
  readonly #clock: Clock;
  #due: number;
  readonly stop: () => void;

  /** @param stalled told of each stall, in milliseconds, once it is over */
  constructor(clock: Clock, stalled: (ms: number) => void) {
    this.#stalled = stalled;
    this.#clock = clock;
    this.#due = clock.now() + EVERY_MS;
    this.stop = every(clock, EVERY_MS, () => this.#look());
  }

  #look(): void {
    const now = this.#clock.now();
    const late = now - this.#due;
    this.#due = now + EVERY_MS;
    if (late >= LEAST_MS) this.#stalled(late);
  }
}
