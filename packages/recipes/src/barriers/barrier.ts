import { isKeeperError } from '@menagerie/client';
import { Bell } from '../claims/bell.ts';
import { persist } from '../claims/persist.ts';
import type { Keeper } from '../keeper.ts';
import type { WaitOptions } from '../locks/mutex.ts';
import { unlessAborted } from '../signals.ts';

/**
 * A barrier that somebody sets and somebody removes; whoever comes while it stands waits.
 *
 * **Guarantee.** `wait` resolves only after a moment at which the barrier did not stand. Removing it
 * wakes all who wait: that is what it is for.
 *
 * **Failure.** It belongs to nobody: it stays when who has set it dies. One that is removed and set again
 * at once may be missed by who was told late, who then waits on.
 *
 * **Source.** ZooKeeper Recipes, Barriers; one znode, as with Curator's `DistributedBarrier` and kazoo's
 * `Barrier`.
 */
export class Barrier {
  readonly path: string;
  readonly #keeper: Keeper;
  readonly #bell = new Bell();

  constructor(keeper: Keeper, path: string) {
    this.path = path;
    this.#keeper = keeper;
  }

  /** Lets it stand. Whether it did not before. */
  async set(): Promise<boolean> {
    try {
      await persist(() => this.#keeper.create(this.path, null, { parents: 'persistent' }));
      return true;
    } catch (error) {
      if (isKeeperError(error, 'node-exists')) return false;
      throw error;
    }
  }

  /** Lets everybody through. Whether it stood; after a lost answer that may be said wrongly. */
  async remove(): Promise<boolean> {
    try {
      await persist(() => this.#keeper.delete(this.path));
      return true;
    } catch (error) {
      if (isKeeperError(error, 'no-node')) return false;
      throw error;
    }
  }

  /** Waits until it does not stand. */
  wait({ signal }: WaitOptions = {}): Promise<void> {
    return unlessAborted(this.#wait(signal ?? null), signal ?? null, this.path);
  }

  async #wait(signal: WaitOptions['signal'] | null): Promise<void> {
    while (signal?.aborted !== true) {
      const { rung, stop } = this.#bell.at(this.path);
      signal?.addEventListener('abort', stop);
      try {
        await this.#keeper.get(this.path, { watch: this.#bell.watcher });
        await rung;
      } catch (error) {
        if (isKeeperError(error, 'no-node')) return;
        throw error;
      } finally {
        signal?.removeEventListener('abort', stop);
      }
    }
  }
}
