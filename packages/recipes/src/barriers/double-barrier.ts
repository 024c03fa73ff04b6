import { childOf, isKeeperError, type Signal, type WatchEvent } from '@menagerie/client';
import { Bell } from '../claims/bell.ts';
import { createEphemeral } from '../claims/ephemeral.ts';
import { persist } from '../claims/persist.ts';
import { RecipeError } from '../errors.ts';
import type { Keeper } from '../keeper.ts';
import type { WaitOptions } from '../locks/mutex.ts';
import { namesBelow } from '../reading.ts';
import { type Aborter, aborter, unlessAborted, untilAborted } from '../signals.ts';

const READY = 'ready';

/**
 * A barrier at which so many meet, and from which they leave together.
 *
 * **Guarantee.** `enter` resolves for nobody before `members` have come; `leave` for nobody before all
 * who came have left or died.
 *
 * **Failure.** One that dies before the last has come is missed: another has to come. One that dies
 * inside does not keep the others from leaving. It is for one meeting: who wants to enter again before
 * all have left finds it still open. Where all die inside, nobody is left to delete the znode `ready`,
 * and the next meeting wants another path.
 *
 * **Source.** ZooKeeper Recipes, Double Barriers; znodes as with Curator's `DistributedDoubleBarrier`
 * and kazoo's `DoubleBarrier`, so all meet on one path.
 */
export class DoubleBarrier {
  readonly path: string;
  readonly name: string;
  readonly members: number;
  readonly #keeper: Keeper;
  readonly #bell = new Bell();

  /** @param name nobody else's */
  constructor(keeper: Keeper, path: string, name: string, members: number) {
    if (name === READY || name === '' || name.includes('/')) {
      throw new RecipeError('bad-option', path, `${JSON.stringify(name)} is no name for a member`);
    }
    this.path = path;
    this.name = name;
    this.members = members;
    this.#keeper = keeper;
  }

  /** Comes, and waits for the others. Given up, it has not come. */
  async enter({ signal }: WaitOptions = {}): Promise<void> {
    const own = childOf(this.path, this.name);
    const opened = aborter();
    try {
      await unlessAborted(this.#enter(own, opened, signal ?? null), signal ?? null, this.path);
    } catch (error) {
      opened.abort(error);
      void persist(() => this.#keeper.delete(own)).catch(() => {});
      throw error;
    }
  }

  /** Leaves, and waits for the others. */
  async leave({ signal }: WaitOptions = {}): Promise<void> {
    await unlessAborted(this.#leave(signal ?? null), signal ?? null, this.path);
  }

  async #enter(own: string, opened: Aborter, signal: Signal | null): Promise<void> {
    const keeper = this.#keeper;
    await createEphemeral({ keeper, path: own, data: null, signal });
    const ready = childOf(this.path, READY);
    const watch = (event: WatchEvent): void => opened.abort(event);
    // Before the count: whoever counts later counts this one, and opens.
    if ((await keeper.exists(ready, { watch })) !== null) return;
    if ((await this.#inside()).length >= this.members) {
      await this.#open(ready);
      return;
    }
    // By the event and not by a second look: who has opened may have died since.
    await untilAborted(opened.signal);
    // Rejects where it was the end of the session that was heard.
    await keeper.sync(ready);
  }

  async #leave(signal: Signal | null): Promise<void> {
    const own = childOf(this.path, this.name);
    while (signal?.aborted !== true) {
      const names = [...(await this.#inside())].sort();
      const [first] = names;
      const last = names.at(-1);
      if (first === undefined || last === undefined) break;
      const isFirst = first === this.name;
      if (!isFirst || first === last) await this.#remove(own);
      // The first goes last, and all others wait for it: each is woken once or twice.
      if (first !== last || !isFirst) await this.#gone(childOf(this.path, isFirst ? last : first));
    }
    await this.#remove(childOf(this.path, READY));
  }

  async #open(ready: string): Promise<void> {
    try {
      // Not ephemeral: who opens it may die before others who have come have looked.
      await persist(() => this.#keeper.create(ready, null));
    } catch (error) {
      // Another has opened it, or this one has, by an attempt without an answer.
      if (!isKeeperError(error, 'node-exists')) throw error;
    }
  }

  async #remove(path: string): Promise<void> {
    await persist(() => this.#keeper.delete(path)).catch((error: unknown) => {
      if (!isKeeperError(error, 'no-node')) throw error;
    });
  }

  /** Waits until a znode is gone, or has changed. */
  async #gone(path: string): Promise<void> {
    const { rung, stop } = this.#bell.at(path);
    try {
      await this.#keeper.get(path, { watch: this.#bell.watcher });
      await rung;
    } catch (error) {
      if (!isKeeperError(error, 'no-node')) throw error;
    } finally {
      stop();
    }
  }

  async #inside(): Promise<readonly string[]> {
    return (await namesBelow(this.#keeper, this.path)).filter((name) => name !== READY);
  }
}
