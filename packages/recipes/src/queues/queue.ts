import { childOf, type Data, isKeeperError, type Signal } from '@menagerie/client';
import { Bell } from '../claims/bell.ts';
import { persist } from '../claims/persist.ts';
import { claimsAmong } from '../claims/sequence.ts';
import { RecipeError } from '../errors.ts';
import type { Keeper } from '../keeper.ts';
import type { WaitOptions } from '../locks/mutex.ts';
import { unlessMissing } from '../reading.ts';
import { eitherOf } from '../signals.ts';

/** In which order a queue gives. */
export interface QueueOrder {
  /** What the name of a new entry has before its number. */
  prefix(priority: number): string;
  /** The names of entries, the next first. */
  sorted(names: readonly string[]): readonly string[];
}

/** First in, first out: Curator's `SimpleDistributedQueue`, and the recipe's own names. */
export const FIFO: QueueOrder = {
  prefix: () => 'qn-',
  sorted: (names) => claimsAmong(names, ['qn-']).map(({ name }) => name),
};

/** The least number first, from 0 to 999, and first in, first out among equals: kazoo's `Queue`. */
export const PRIORITY: QueueOrder = {
  prefix: (priority) => `entry-${String(priority).padStart(3, '0')}-`,
  // The number of a priority always has the same number of digits, so names are in order as texts.
  sorted: (names) => names.filter((name) => /^entry-\d{3}-\d{10}$/.test(name)).sort(),
};

/** How a queue is made. */
export interface QueueOptions {
  /** @default FIFO */
  readonly order?: QueueOrder;
}

/**
 * A queue in which taking is deleting.
 *
 * **Guarantee.** No two take the same entry. One consumer sees entries of one producer in order.
 *
 * **Failure.** What is taken is gone: a consumer that dies before it is done loses it; see `ClaimQueue`.
 * A put whose answer is lost rejects with `effect` `unknown`: put again, and it may be there twice. A
 * take whose delete was not answered, and whose entry is gone, rejects as well: whether it was ours,
 * nobody knows. All who wait are woken by each put.
 *
 * ZooKeeper keeps everything in memory and lists all names at once: it is no place for long queues or
 * large entries (1 MiB at most for an entry, and for a list of names).
 *
 * **Source.** ZooKeeper Recipes, Queues and Priority Queues; names as with Curator's
 * `SimpleDistributedQueue` and kazoo's `Queue`, so all put and take together.
 */
export class Queue {
  readonly path: string;
  readonly #keeper: Keeper;
  readonly #order: QueueOrder;
  readonly #bell = new Bell();

  constructor(keeper: Keeper, path: string, { order = FIFO }: QueueOptions = {}) {
    this.path = path;
    this.#keeper = keeper;
    this.#order = order;
  }

  /**
   * Puts an entry at the end of its priority.
   *
   * @param priority from 0, which is first, to 999; a queue in order of arrival ignores it @default 100
   */
  async put(data: Data, priority: number = 100): Promise<void> {
    if (!Number.isInteger(priority) || priority < 0 || priority > 999) {
      throw new RecipeError('bad-option', this.path, `priority ${priority}: 0 to 999, and whole`);
    }
    await this.#keeper.create(childOf(this.path, this.#order.prefix(priority)), data, {
      mode: 'persistent-sequential',
      parents: 'persistent',
    });
  }

  /**
   * Takes the next entry, and waits for one where there is none. Given up, it rejects once it is sure
   * that nothing is taken: an entry that is being deleted comes all the same.
   */
  take({ signal }: WaitOptions = {}): Promise<Uint8Array | null> {
    return this.#take(signal ?? null);
  }

  /** Takes the next entry, as `data`; `null` where there is none. */
  async tryTake(): Promise<{ readonly data: Uint8Array | null } | null> {
    const { children } = await this.#children(false);
    return this.#first(children, null);
  }

  /** How many entries there are. */
  async size(): Promise<number> {
    return this.#order.sorted((await this.#children(false)).children).length;
  }

  async #take(signal: Signal | null): Promise<Uint8Array | null> {
    for (;;) {
      const { rung, stop } = this.#bell.at(this.path);
      try {
        const { children } = await this.#children(true);
        const taken = await this.#first(children, signal);
        if (taken !== null) return taken.data;
        await (signal === null ? rung : eitherOf(rung, signal));
      } finally {
        stop();
      }
      if (signal?.aborted === true) {
        throw new RecipeError('aborted', this.path, 'given up', signal.reason);
      }
    }
  }

  async #first(
    children: readonly string[],
    signal: Signal | null,
  ): Promise<{ readonly data: Uint8Array | null } | null> {
    for (const name of this.#order.sorted(children)) {
      // Nobody would get what is taken now.
      if (signal?.aborted === true) return null;
      const path = childOf(this.path, name);
      const found = await unlessMissing(this.#keeper.get(path));
      if (found !== null && (await this.#remove(path))) return { data: found.data };
    }
    return null;
  }

  /** Whether it was this one that deleted it. */
  async #remove(path: string): Promise<boolean> {
    try {
      await this.#keeper.delete(path);
      return true;
    } catch (error) {
      if (isKeeperError(error, 'no-node')) return false;
      if (!isKeeperError(error, 'connection-loss')) throw error;
      // Still there, behind a sync: then it was not deleted, and never will be by that request.
      await this.#keeper.sync(path);
      if ((await this.#keeper.exists(path)) === null) throw error;
      return this.#remove(path);
    }
  }

  async #children(watched: boolean): Promise<{ readonly children: readonly string[] }> {
    for (;;) {
      try {
        return await this.#keeper.getChildren(
          this.path,
          watched ? { watch: this.#bell.watcher } : {},
        );
      } catch (error) {
        if (!isKeeperError(error, 'no-node')) throw error;
      }
      try {
        const parents = 'persistent' as const;
        await persist(() => this.#keeper.create(this.path, null, { parents }));
      } catch (error) {
        if (!isKeeperError(error, 'node-exists')) throw error;
      }
    }
  }
}
