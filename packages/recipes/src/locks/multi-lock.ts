import { RecipeError } from '../errors.ts';
import type { Grant } from '../grant.ts';
import type { Keeper } from '../keeper.ts';
import { aborter, type LossSignal } from '../signals.ts';
import { type LockOptions, Mutex, type WaitOptions } from './mutex.ts';

/** Several locks, held together. */
export interface MultiGrant extends AsyncDisposable {
  /** By the paths of the locks. */
  readonly grants: ReadonlyMap<string, Grant>;
  /** Aborted with the first that is lost or given back. */
  readonly signal: LossSignal;
  /** Gives all back. */
  release(): Promise<void>;
}

/**
 * Several locks, all or none.
 *
 * **Guarantee.** Each is held as by {@link Mutex}, and has its own token. They are taken in the order of
 * their paths whatever the order in which they are named, so that two who want the same do not wait
 * for each other for ever.
 *
 * **Failure.** Others who take the same locks by hand, in another order, can still deadlock with this:
 * give a signal. When one is lost the others are still held, until they are given back.
 *
 * **Source.** Curator's `InterProcessMultiLock`, which takes them in the order given. Ordering:
 * Havender, Avoiding deadlock in multitasking systems (1968).
 */
export class MultiLock {
  readonly #mutexes: readonly Mutex[];

  /** @throws RecipeError of code `bad-option` where a path is named twice */
  constructor(keeper: Keeper, paths: readonly string[], options: LockOptions = {}) {
    const sorted = [...paths].sort();
    const twice = sorted.find((path, at) => path === sorted[at + 1]);
    if (twice !== undefined) {
      throw new RecipeError('bad-option', twice, 'it would wait for itself: name it once');
    }
    this.#mutexes = sorted.map((path) => new Mutex(keeper, path, options));
  }

  /** Waits until all are held. Throws as `Mutex.acquire`; then none is held. */
  async acquire(options: WaitOptions = {}): Promise<MultiGrant> {
    const grants = new Map<string, Grant>();
    try {
      for (const mutex of this.#mutexes) grants.set(mutex.path, await mutex.acquire(options));
    } catch (error) {
      await releaseAll(grants);
      throw error;
    }
    const lost = aborter();
    for (const { signal } of grants.values()) {
      const end = (): void => lost.abort(signal.reason);
      if (signal.aborted) end();
      else signal.addEventListener('abort', end);
    }
    const release = (): Promise<void> => releaseAll(grants);
    return { grants, signal: lost.signal, release, [Symbol.asyncDispose]: release };
  }
}

/** In the reverse order. */
async function releaseAll(grants: ReadonlyMap<string, Grant>): Promise<void> {
  for (const grant of [...grants.values()].reverse()) await grant.release();
}
