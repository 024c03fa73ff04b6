import { type Data, isKeeperError, type WatchEvent } from '@menagerie/client';
import { isOver, persist } from '../claims/persist.ts';
import type { Keeper } from '../keeper.ts';

/** How a znode is kept. */
export interface PersistentNodeOptions {
  /** @default 'ephemeral' */
  readonly mode?: 'ephemeral' | 'persistent';
}

/**
 * A znode that is made again whenever somebody deletes it, with the data that it last had from here.
 *
 * **Guarantee.** As long as the session lives it comes back after each deletion. Not that it is always
 * there, and not that its data are ours: whoever writes them last has them.
 *
 * **Failure.** With the session it ends; an ephemeral one goes then, and a persistent one stays as it
 * is. Where no server is reached it comes back behind that.
 *
 * **Source.** Curator's `PersistentNode`.
 */
export class PersistentNode implements AsyncDisposable {
  readonly path: string;
  readonly #keeper: Keeper;
  readonly #mode: 'ephemeral' | 'persistent';
  #data: Data;
  /** Whether there was nothing to set: what is on its way back may have the data from before. */
  #isOwed = false;
  #isClosed = false;

  private constructor(keeper: Keeper, path: string, data: Data, mode: 'ephemeral' | 'persistent') {
    this.path = path;
    this.#keeper = keeper;
    this.#data = data;
    this.#mode = mode;
  }

  /** Makes it, unless it is there, and keeps it from now on. */
  static async keep(
    keeper: Keeper,
    path: string,
    data: Data = null,
    { mode = 'ephemeral' }: PersistentNodeOptions = {},
  ): Promise<PersistentNode> {
    const node = new PersistentNode(keeper, path, data, mode);
    await node.#look();
    return node;
  }

  /** Sets the data, now and for every time that it is made again. */
  async set(data: Data): Promise<void> {
    this.#data = data;
    await persist(() => this.#keeper.set(this.path, data)).catch((error: unknown) => {
      // Just deleted: it has these as soon as it is back.
      if (!isKeeperError(error, 'no-node')) throw error;
      this.#isOwed = true;
    });
  }

  /** Keeps it no more, and deletes it. */
  async close(): Promise<void> {
    this.#isClosed = true;
    await persist(() => this.#keeper.delete(this.path)).catch((error: unknown) => {
      if (!isKeeperError(error, 'no-node') && !isOver(error)) throw error;
    });
  }

  /** As {@link PersistentNode.close}. */
  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  /** Makes it where it is missing, and leaves a watch. */
  async #look(): Promise<void> {
    for (;;) {
      try {
        await this.#keeper.get(this.path, { watch: this.#heard });
        return await this.#settle();
      } catch (error) {
        if (!isKeeperError(error, 'no-node')) throw error;
      }
      if (this.#isClosed) return;
      try {
        const options = { mode: this.#mode, parents: 'container' } as const;
        await persist(() => this.#keeper.create(this.path, this.#data, options));
      } catch (error) {
        // Somebody was quicker; or an attempt before was heard.
        if (!isKeeperError(error, 'node-exists', 'no-node')) throw error;
      }
    }
  }

  /** Sets what there was nothing to set of. */
  async #settle(): Promise<void> {
    if (!this.#isOwed) return;
    this.#isOwed = false;
    await this.set(this.#data);
  }

  readonly #heard = (event: WatchEvent): void => {
    if (this.#isClosed || event.type === 'ended') return;
    // It rejects with the end of the session, of which whoever opened it is told.
    this.#look().catch(() => {});
  };
}
