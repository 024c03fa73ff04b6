import type { Grant } from '../grant.ts';
import type { Keeper } from '../keeper.ts';
import { type Aborter, aborter, unlessAborted } from '../signals.ts';
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
  /** Gives the wait up: once nobody wants it any more, and not with the first who does not. */
  readonly unwanted: Aborter;
  entries: number;
}

/**
 * A {@link Mutex} that the same owner takes again without waiting. JavaScript has no threads, so the
 * owner has to be named, by whatever object, such as the request that is being served.
 *
 * **Guarantee and failure.** As of {@link Mutex}; who loses it loses all entries, and enters anew only
 * behind the last release. Who gives a wait up leaves other entries of the owner waiting.
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
  async acquire(owner: object, { signal }: WaitOptions = {}): Promise<Reentry> {
    const held = this.#held.get(owner) ?? this.#ask();
    this.#held.set(owner, held);
    held.entries += 1;
    let isIn = true;
    const release = async (): Promise<void> => {
      if (!isIn) return;
      isIn = false;
      held.entries -= 1;
      if (held.entries > 0) return;
      if (this.#held.get(owner) === held) this.#held.delete(owner);
      held.unwanted.abort('nobody wants it any more');
      await held.granting.then((grant) => grant.release());
    };
    try {
      const grant = await unlessAborted(held.granting, signal ?? null, this.#mutex.path);
      grant.check();
      return { grant, release, [Symbol.asyncDispose]: release };
    } catch (error) {
      // Nobody is in by this entry, and a failed wait must not be shared by the next one.
      await release().catch(() => {});
      throw error;
    }
  }

  #ask(): Held {
    const unwanted = aborter();
    return { granting: this.#mutex.acquire({ signal: unwanted.signal }), unwanted, entries: 0 };
  }
}
