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
  readonly #timer: NodeJS.Timeout;
  #due = performance.now() + EVERY_MS;

  /** @param stalled told of each stall, in milliseconds, once it is over */
  constructor(stalled: (ms: number) => void) {
    this.#stalled = stalled;
    this.#timer = setInterval(() => this.#look(), EVERY_MS);
    // It is no reason to go on.
    this.#timer.unref();
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  #look(): void {
    const now = performance.now();
    const late = now - this.#due;
    this.#due = now + EVERY_MS;
    if (late >= LEAST_MS) this.#stalled(late);
  }
}
