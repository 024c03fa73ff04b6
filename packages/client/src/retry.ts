import { AbortError, afterUnknown, isKeeperError, type KeeperError } from './errors.ts';
import type { Signal } from './signal.ts';
import type { World } from './world.ts';

/** A failure that a {@link RetryPolicy} may forgive. */
export interface Failure {
  /** Never an answer of a server about the znodes, and never the end of the session. */
  readonly error: KeeperError;
  /** How often this has failed, from 1. */
  readonly attempts: number;
  /** Since the first attempt began. */
  readonly elapsedMs: number;
  /** From 0 to below 1. */
  readonly random: number;
}

/** Says after how many milliseconds to try again; `null` to give up. */
export type RetryPolicy = (failure: Failure) => number | null;

/** What {@link backoff} goes by. */
export interface BackoffOptions {
  /** @default 5 */
  readonly attempts?: number;
  /** The first pause, in milliseconds; each is twice the one before. @default 50 */
  readonly firstMs?: number;
  /** The longest pause, in milliseconds. @default 2000 */
  readonly maxMs?: number;
  /** Gives up so many milliseconds after the first attempt began. @default Infinity */
  readonly withinMs?: number;
  /**
   * Whether to try again what may have happened already. Right for requests that do the same twice as
   * once, such as a set of a certain version or a delete. @default false
   */
  readonly repeatable?: boolean;
}

/** Tries again after pauses that double, by a random part shorter. */
export function backoff(options: BackoffOptions = {}): RetryPolicy {
  const { attempts: most = 5, firstMs = 50, maxMs = 2000 } = options;
  const { withinMs = Infinity, repeatable = false } = options;
  return ({ error, attempts, elapsedMs, random }) => {
    if (attempts >= most || elapsedMs >= withinMs) return null;
    if (error.effect === 'unknown' && !repeatable) return null;
    return Math.min(maxMs, firstMs * 2 ** (attempts - 1)) * (0.5 + random / 2);
  };
}

/** Acts until it succeeds or the policy gives up. */
export async function retrying<T>(
  world: World,
  policy: RetryPolicy,
  signal: Signal | null,
  act: () => Promise<T>,
): Promise<T> {
  const began = world.now();
  let isUnsure = false;
  for (let attempts = 1; ; attempts += 1) {
    try {
      return await act();
    } catch (error) {
      if (!isKeeperError(error)) throw error;
      const known = isUnsure ? afterUnknown(error) : error;
      if (!isKeeperError(error, 'connection-loss', 'throttled')) throw known;
      const elapsedMs = world.now() - began;
      const pause = policy({ error, attempts, elapsedMs, random: world.random() });
      if (pause === null) throw known;
      isUnsure ||= error.effect === 'unknown';
      await wait(world, pause, signal, known);
    }
  }
}

function wait(world: World, ms: number, signal: Signal | null, last: KeeperError): Promise<void> {
  return new Promise((resolve, reject) => {
    const abort = (): void => {
      cancel();
      signal?.removeEventListener('abort', abort);
      reject(
        new AbortError('aborted', 'given up between two attempts', {
          effect: last.effect,
          place: last,
          cause: signal?.reason,
        }),
      );
    };
    const cancel = world.after(ms, () => {
      signal?.removeEventListener('abort', abort);
      resolve();
    });
    if (signal?.aborted === true) abort();
    else signal?.addEventListener('abort', abort);
  });
}
