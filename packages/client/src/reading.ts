import { ErrorCode, type Stat } from '@menagerie/jute';
import type { Caller } from './caller.ts';
import { namesIn } from './multi.ts';
import type { Watching } from './watching.ts';
import type { Children, WatchingOptions, Znode } from './zookeeper.ts';

/** Reads that may leave a watch: with the answer, so that the events behind it are told. */
export class Reading {
  readonly #caller: Caller;
  readonly #watching: Watching;

  constructor(caller: Caller, watching: Watching) {
    this.#caller = caller;
    this.#watching = watching;
  }

  get(path: string, options: WatchingOptions): Promise<Znode> {
    const { watch } = options;
    return this.#caller.on('getData', { operation: 'get', path }, options, (whole) => ({
      body: { path: whole, watch: watch !== undefined },
      read: ({ data, stat }) => {
        if (watch !== undefined) this.#watching.once('data', whole, watch);
        // The bytes are a view into what came from the socket.
        return { data: data?.slice() ?? null, stat };
      },
    }));
  }

  exists(path: string, options: WatchingOptions): Promise<Stat | null> {
    const { watch } = options;
    return this.#caller.on<'exists', Stat | null>(
      'exists',
      { operation: 'exists', path },
      options,
      (whole) => ({
        body: { path: whole, watch: watch !== undefined },
        read: ({ stat }) => {
          if (watch !== undefined) this.#watching.once('data', whole, watch);
          return stat;
        },
        failed: (err) => {
          if (err !== ErrorCode.noNode) return null;
          if (watch !== undefined) this.#watching.once('exist', whole, watch);
          return { value: null };
        },
      }),
    );
  }

  getChildren(path: string, options: WatchingOptions): Promise<Children> {
    const { watch } = options;
    return this.#caller.on(
      'getChildren2',
      { operation: 'getChildren', path },
      options,
      (whole) => ({
        body: { path: whole, watch: watch !== undefined },
        read: ({ children, stat }) => {
          if (watch !== undefined) this.#watching.once('child', whole, watch);
          return { children: namesIn(children), stat };
        },
      }),
    );
  }
}
