import type { Clock } from '../driver/timers.ts';

/**
 * What clients get from a server.
 *
 * - `open`: everything.
 * - `frozen`: those that are connected go on reading, and nobody can write. A server that is alone
 *   and whose disk is full.
 * - `read-only`: reads, for clients that asked for no more. Whoever did not has other servers to try.
 * - `closed`: nothing.
 */
export type Service = 'open' | 'frozen' | 'read-only' | 'closed';

/** What decides over the service. */
export interface Circumstances {
  /** A leader is known, and its opening was delivered here. */
  readonly serves: boolean;
  /** The disk takes nothing for now. */
  readonly isFull: boolean;
  /** Something was delivered here, so there is something to read. */
  readonly knows: boolean;
}

/** What a keeper of the service goes by. */
export interface ServiceParts {
  readonly clock: Clock;
  /** The only one of its ensemble. */
  readonly isAlone: boolean;
  /** After so long without a leader a server is read-only; `null` for never. */
  readonly readOnlyAfterMs: number | null;
  changed(service: Service): void;
}

/** Says what service there is, as circumstances change. */
export class ServiceKeeper {
  readonly #parts: ServiceParts;
  #service: Service = 'closed';
  #circumstances: Circumstances = { serves: false, isFull: false, knows: false };
  /** It has looked for a leader for long enough. */
  #isLost = false;
  #stopWaiting: () => void = () => {};

  constructor(parts: ServiceParts) {
    this.#parts = parts;
  }

  get service(): Service {
    return this.#service;
  }

  /** From now on it counts how long there is no leader. */
  start(): void {
    const { clock, readOnlyAfterMs } = this.#parts;
    if (readOnlyAfterMs === null) return;
    this.#stopWaiting();
    this.#stopWaiting = clock.after(readOnlyAfterMs, () => {
      this.#isLost = true;
      this.turn(this.#circumstances);
    });
  }

  stop(): void {
    this.#stopWaiting();
  }

  turn(circumstances: Circumstances): void {
    this.#circumstances = circumstances;
    const before = this.#service;
    this.#service = this.#next(circumstances);
    if (this.#service === before) return;
    if (this.#service === 'open') {
      this.#isLost = false;
      this.#stopWaiting();
    } else if (before === 'open') this.start();
    this.#parts.changed(this.#service);
  }

  #next({ serves, isFull, knows }: Circumstances): Service {
    const before = this.#service;
    if (serves && !isFull) return 'open';
    // Until it can write again: in between it elects itself anew.
    if (this.#parts.isAlone && (before === 'frozen' || (before === 'open' && isFull))) {
      return 'frozen';
    }
    return knows && (isFull || this.#isLost) ? 'read-only' : 'closed';
  }
}
