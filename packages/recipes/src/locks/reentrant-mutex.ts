import type { Grant } from '../grant.ts';
import type { Keeper } from '../keeper.ts';
import { type LockOptions, Mutex, type WaitOptions } from './mutex.ts';

/** A lock that its holder may take again. */
export interface Reentry extends AsyncDisposable {
  /** What all entries of the owner share. */
  readonly grant: Grant;
  /** Leaves once; with the last entry the lock is given back. Twice is once. */
  release(): Promise<void>;
}

interface Held {
  readonly granting: Promise<Grant>;
  entries: number;
}

/**
 * A {@link Mutex} that the same owner takes again without waiting. JavaScript has no threads, so the
 * owner has to be named, by whatever object, such as the request that is being served.
 *
 * **Guarantee and failure.** As of {@link Mutex}; who loses it loses all entries, and enters anew only
 * behind the last release.
 *
 * **Source.** Curator's `InterProcessMutex`, where the owner is a thread.
 */
export class ReentrantMutex {
  readonly #mutex: Mutex;
  readonly #held = new Map<object, Held>();

  constructor(keeper: Keeper, path: string, options: LockOptions = {}) {
    this.#mutex = new Mutex(keeper, path, options);
  }

  /**
   * Waits until the owner holds it. Throws as {@link Mutex.acquire}, and why it is lost where the owner
   * has lost it already.
   */
  async acquire(owner: object, options: WaitOptions = {}): Promise<Reentry> {
    const held = this.#held.get(owner) ?? { granting: this.#mutex.acquire(options), entries: 0 };
    this.#held.set(owner, held);
    held.entries += 1;
    let isIn = true;
    const release = async (): Promise<void> => {
      if (!isIn) return;
      isIn = false;
      held.entries -= 1;
      if (held.entries > 0) return;
      if (this.#held.get(owner) === held) this.#held.delete(owner);
      await held.granting.then((grant) => grant.release());
    };
    try {
      const grant = await held.granting;
      grant.check();
      return { grant, release, [Symbol.asyncDispose]: release };
    } catch (error) {
      // Nobody is in by this entry, and a failed wait must not be shared by the next one.
      await release().catch(() => {});
      throw error;
    }
  }
}
