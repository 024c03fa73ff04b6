import type { Signal, Watch, WatchedEvent, ZooKeeper } from '@menagerie/client';
import { isOver } from '../claims/persist.ts';
import { RecipeError } from '../errors.ts';
import type { Keeper } from '../keeper.ts';
import { Latest } from './latest.ts';

/** What caches need of a session besides: watches that stay. */
export type WatchingKeeper = Keeper & Pick<ZooKeeper, 'watch'>;

/** How a cache follows what it has. */
interface CacheParts<T> {
  readonly path: string;
  readonly watch: Watch;
  readonly first: T;
  /** What the state is behind an event, read anew; or the same, where it does not matter. */
  readonly after: (event: WatchedEvent, state: T) => Promise<T>;
}

/**
 * A part of the tree as it is, and not as what happens to it: whoever reads too late has missed
 * nothing but what is over.
 */
export class Cache<T> implements AsyncDisposable {
  readonly #watch: Watch;
  readonly #latest: Latest<T>;
  readonly #path: string;

  /** @internal */
  constructor(parts: CacheParts<T>) {
    this.#path = parts.path;
    this.#watch = parts.watch;
    this.#latest = new Latest(parts.first, parts.path);
    void this.#follow(parts);
  }

  /** The newest state that is known. Stays as it was when the session or the cache ends. */
  get state(): T {
    return this.#latest.value;
  }

  /**
   * The state now, and the newest after each change. Ends when the cache is closed; throws with code
   * `session-over` at the end of the session, `aborted` with the signal, and with what the client says
   * where it may not read any more.
   */
  states(signal: Signal | null = null): AsyncGenerator<T, undefined> {
    return this.#latest.states(signal);
  }

  /** Resolves with the first state, from now on, of which something holds. Throws as `states`. */
  async when(holds: (state: T) => boolean, signal: Signal | null = null): Promise<T> {
    for await (const state of this.states(signal)) if (holds(state)) return state;
    throw new RecipeError('released', this.#path, 'the cache was closed before');
  }

  /** Follows no more. */
  async close(): Promise<void> {
    this.#latest.end(null);
    await this.#watch.close();
  }

  /** As {@link Cache.close}. */
  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  async #follow({ path, watch, after }: CacheParts<T>): Promise<void> {
    try {
      for await (const event of watch) {
        const state = await after(event, this.#latest.value);
        // The same one where nothing has changed.
        if (state !== this.#latest.value) this.#latest.set(state);
      }
      this.#latest.end(null);
    } catch (error) {
      const problem = 'nothing is heard any more';
      this.#latest.end(
        isOver(error) ? new RecipeError('session-over', path, problem, error) : error,
      );
      await watch.close();
    }
  }
}
