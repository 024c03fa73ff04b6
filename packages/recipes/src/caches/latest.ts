import type { Signal } from '@menagerie/client';
import { unlessAborted } from '../signals.ts';

/**
 * A value that changes, for readers who want the newest: one who is slow skips what came in between,
 * and never sees an older one behind a newer.
 */
export class Latest<T> {
  readonly #path: string;
  #value: T;
  #change = 0;
  #over: { readonly error: unknown } | null = null;
  #waiting: (() => void)[] = [];

  /** @param path for errors */
  constructor(value: T, path: string) {
    this.#value = value;
    this.#path = path;
  }

  get value(): T {
    return this.#value;
  }

  get isOver(): boolean {
    return this.#over !== null;
  }

  set(value: T): void {
    if (this.#over !== null) return;
    this.#value = value;
    this.#change += 1;
    this.#wake();
  }

  /** No value follows; `null` where that is nobody's fault. */
  end(error: unknown): void {
    this.#over ??= { error };
    this.#wake();
  }

  /** The value now, and then the newest each time that there is a newer one. */
  async *states(signal: Signal | null): AsyncGenerator<T, undefined> {
    for (let seen = -1; ; ) {
      while (seen === this.#change) {
        if (this.#over !== null) {
          if (this.#over.error !== null) throw this.#over.error;
          return;
        }
        const changed = new Promise<void>((resolve) => this.#waiting.push(resolve));
        await unlessAborted(changed, signal, this.#path);
      }
      seen = this.#change;
      yield this.#value;
    }
  }

  #wake(): void {
    for (const wake of this.#waiting.splice(0)) wake();
  }
}
