import { AbortError, ConnectionError } from './errors.ts';
import type { WatchEvent } from './session/watches.ts';
import type { Signal } from './signal.ts';

/** What an iteration over a {@link Watch} gives: what happened, or that something is missing. */
export type WatchedEvent = Exclude<WatchEvent, { readonly type: 'ended' }>;

/** What a {@link Watch} is made of. */
export interface WatchParts {
  readonly signal: Signal | null;
  readonly maxWaiting: number;
  /** Once nobody wants to hear more. Never rejects. */
  readonly stop: () => Promise<void>;
}

type Waiter = {
  resolve(result: IteratorResult<WatchedEvent, undefined>): void;
  reject(error: Error): void;
};

/**
 * The events of a watch that stays, for one reader. Leaving the loop stops it, and so does `close`,
 * the end of the client, the signal, and the end of the session; the last two end the loop with an
 * error.
 *
 * Behind a `gap` the state of the znodes has to be read again: events may be missing.
 */
export class Watch implements AsyncIterableIterator<WatchedEvent, undefined>, AsyncDisposable {
  readonly #parts: WatchParts;
  #waiting: WatchedEvent[] = [];
  readonly #readers: Waiter[] = [];
  #stopped: Promise<void> | null = null;
  /** Given to one reader; later ones are told that it is over. */
  #error: Error | null = null;

  constructor(parts: WatchParts) {
    this.#parts = parts;
    const { signal } = parts;
    if (signal?.aborted === true) this.#abort();
    else signal?.addEventListener('abort', this.#abort);
  }

  /** Takes an event. */
  readonly tell = (event: WatchEvent): void => {
    if (this.#stopped !== null) return;
    if (event.type === 'ended') {
      const { state } = event;
      const error = new ConnectionError('session-expired', 'the session of the watch is over');
      this.#end(state === 'expired' ? error : null);
      return;
    }
    const reader = this.#readers.shift();
    if (reader !== undefined) reader.resolve({ done: false, value: event });
    else if (this.#waiting.length < this.#parts.maxWaiting) this.#waiting.push(event);
    else this.#waiting = [{ type: 'gap' }];
  };

  /** The next event, when there is one. */
  next(): Promise<IteratorResult<WatchedEvent, undefined>> {
    const event = this.#waiting.shift();
    if (event !== undefined) return Promise.resolve({ done: false, value: event });
    const error = this.#error;
    this.#error = null;
    if (error !== null) return Promise.reject(error);
    if (this.#stopped !== null) return Promise.resolve(OVER);
    return new Promise((resolve, reject) => this.#readers.push({ resolve, reject }));
  }

  /** As {@link Watch.close}: so a loop that is left stops the watch. */
  async return(): Promise<IteratorResult<WatchedEvent, undefined>> {
    await this.close();
    return OVER;
  }

  /** Stops watching, on the server too. What waits is thrown away. Never rejects. */
  close(): Promise<void> {
    this.#waiting = [];
    this.#end(null);
    return this.#stopped ?? Promise.resolve();
  }

  /** Itself: there is one reader. */
  [Symbol.asyncIterator](): this {
    return this;
  }

  /** As {@link Watch.close}. */
  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  readonly #abort = (): void => {
    const { reason: cause } = this.#parts.signal ?? { reason: undefined };
    this.#end(new AbortError('aborted', 'the watch was given up', { cause }));
  };

  #end(error: Error | null): void {
    if (this.#stopped !== null) return;
    this.#parts.signal?.removeEventListener('abort', this.#abort);
    this.#stopped = this.#parts.stop();
    const readers = this.#readers.splice(0);
    if (error !== null && readers.length === 0) this.#error = error;
    for (const reader of readers) {
      if (error === null) reader.resolve(OVER);
      else reader.reject(error);
    }
  }
}

const OVER: IteratorReturnResult<undefined> = { done: true, value: undefined };
