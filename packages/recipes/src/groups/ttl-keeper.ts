import { type Data, isKeeperError } from '@menagerie/client';
import { isOver, persist } from '../claims/persist.ts';
import type { Keeper } from '../keeper.ts';

/** Acts once after so many milliseconds, unless the function returned is called before. */
export type After = (ms: number, act: () => void) => () => void;

/** How a znode is kept alive. */
export interface TtlKeeperOptions {
  /** The znode goes when it was not set for so long, in milliseconds. */
  readonly ttlMs: number;
  /** How often it is set, in milliseconds. @default a third of `ttlMs` */
  readonly everyMs?: number;
  /** A clock: `(ms, act) => { const timer = setTimeout(act, ms); return () => clearTimeout(timer); }` */
  readonly after: After;
}

/**
 * A znode that outlives its session by a certain time: it is set again and again, and goes by itself
 * `ttlMs` after the last time, if it has no children.
 *
 * **Guarantee.** It is there from the first create until `ttlMs` after the last touch that a server
 * heard, by the clock of the leader. When it goes then is up to how often the leader looks.
 *
 * **Failure.** Through a lost connection nothing is touched: choose `ttlMs` longer than what a client
 * should survive. Servers refuse it without `extendedTypesEnabled`.
 *
 * **Source.** Curator's `PersistentTtlNode`, which touches a child of a container instead.
 */
export class TtlKeeper implements AsyncDisposable {
  readonly path: string;
  readonly #keeper: Keeper;
  readonly #options: TtlKeeperOptions;
  #data: Data;
  #stop: () => void = () => {};
  #isClosed = false;

  private constructor(keeper: Keeper, path: string, data: Data, options: TtlKeeperOptions) {
    this.path = path;
    this.#keeper = keeper;
    this.#data = data;
    this.#options = options;
  }

  /** Makes it or touches it, and keeps it from now on. Throws what the client throws. */
  static async keep(
    keeper: Keeper,
    path: string,
    data: Data,
    options: TtlKeeperOptions,
  ): Promise<TtlKeeper> {
    const kept = new TtlKeeper(keeper, path, data, options);
    await kept.#touch();
    kept.#again();
    return kept;
  }

  /** Sets the data, which is a touch as well. */
  async set(data: Data): Promise<void> {
    this.#data = data;
    await this.#touch();
  }

  /** Touches it no more: it goes when its time is up. */
  close(): void {
    this.#isClosed = true;
    this.#stop();
  }

  /** As {@link TtlKeeper.close}. */
  [Symbol.asyncDispose](): Promise<void> {
    this.close();
    return Promise.resolve();
  }

  async #touch(): Promise<void> {
    const { ttlMs } = this.#options;
    await persist(async () => {
      try {
        await this.#keeper.set(this.path, this.#data);
      } catch (error) {
        if (!isKeeperError(error, 'no-node')) throw error;
        await this.#keeper.create(this.path, this.#data, { ttlMs, parents: 'container' });
      }
    }).catch((error: unknown) => {
      // Somebody has made it since: that is a touch, too.
      if (!isKeeperError(error, 'node-exists')) throw error;
    });
  }

  #again(): void {
    if (this.#isClosed) return;
    const { ttlMs, everyMs = ttlMs / 3, after } = this.#options;
    this.#stop = after(everyMs, () => {
      void this.#touch().then(
        () => this.#again(),
        (error: unknown) => {
          if (!isOver(error)) this.#again();
        },
      );
    });
  }
}
