import type { Signal } from '@menagerie/client';
import { RecipeError } from './errors.ts';

declare global {
  /** Whatever the platform says of it; nothing, where its types are not known. */
  interface AbortSignal {}
}

/**
 * The platform's `AbortSignal`, where its types are known; so a signal of a recipe can be given to
 * `fetch` and the like.
 */
export type LossSignal = AbortSignal & Signal;

/** The platform's `AbortController`: Node.js and browsers have the same. */
declare const AbortController: new () => Aborter;

/** What can abort a signal. */
export interface Aborter {
  readonly signal: LossSignal;
  abort(reason: unknown): void;
}

/** One that has aborted nothing yet. */
export function aborter(): Aborter {
  return new AbortController();
}

/** Rejects as soon as the signal is aborted, or is so already; else gives what the promise gives. */
export function unlessAborted<T>(
  promise: Promise<T>,
  signal: Signal | null,
  path: string,
): Promise<T> {
  if (signal === null) return promise;
  return new Promise((resolve, reject) => {
    const abort = (): void => {
      stop();
      reject(new RecipeError('aborted', path, 'given up', signal.reason));
    };
    const stop = (): void => signal.removeEventListener('abort', abort);
    if (signal.aborted) abort();
    else signal.addEventListener('abort', abort);
    promise.finally(stop).then(resolve, reject);
  });
}

/** Resolves with the promise, or once the signal is aborted. */
export function eitherOf(promise: Promise<void>, signal: Signal): Promise<void> {
  return new Promise((resolve) => {
    const end = (): void => {
      signal.removeEventListener('abort', end);
      resolve();
    };
    if (signal.aborted) end();
    else signal.addEventListener('abort', end);
    void promise.then(end);
  });
}

/** Resolves once the signal is aborted. */
export function untilAborted(signal: Signal): Promise<void> {
  return eitherOf(new Promise(() => {}), signal);
}
