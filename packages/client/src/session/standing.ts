import type { ClientMetrics } from '../metrics.ts';
import type { SessionState } from './state.ts';

/** How a session stands, and whoever is told of it. */
export class Standing {
  readonly #metrics: ClientMetrics;
  readonly #listeners = new Set<(state: SessionState) => void>();
  #state: SessionState = { type: 'connecting' };
  #lastFailure: Error | null = null;

  constructor(metrics: ClientMetrics) {
    this.#metrics = metrics;
  }

  get state(): SessionState {
    return this.#state;
  }

  /** For ever. */
  get isOver(): boolean {
    return this.#state.type === 'expired' || this.#state.type === 'closed';
  }

  /** Why no server was reached last; `null` where none has failed. */
  get lastFailure(): Error | null {
    return this.#lastFailure;
  }

  /** Calls back with each state from now on, until the function returned is called. */
  on(listener: (state: SessionState) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  become(state: SessionState): void {
    this.#state = state;
    this.#metrics.stateChanged?.(state);
    for (const listener of this.#listeners) listener(state);
  }

  /** A server was not reached, or is reached no more. */
  failed(address: string, cause: Error): void {
    this.#lastFailure = cause;
    this.#metrics.connectionFailed?.(address, cause);
  }
}
