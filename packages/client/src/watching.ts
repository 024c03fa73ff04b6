import { AddWatchMode, ErrorCode, WatcherType } from '@menagerie/jute';
import type { Caller } from './caller.ts';
import { isKeeperError } from './errors.ts';
import type { WatchEvent, Watcher, WatchKind } from './session/watches.ts';
import { Watch } from './watch.ts';
import type { CallOptions, WatchOptions, WatchTarget } from './zookeeper.ts';

const TYPES = {
  children: WatcherType.children,
  data: WatcherType.data,
  any: WatcherType.any,
  persistent: WatcherType.persistent,
  'persistent-recursive': WatcherType.persistentRecursive,
} as const;

const KINDS: Readonly<Record<WatchTarget, readonly WatchKind[]>> = {
  children: ['child'],
  data: ['data', 'exist'],
  any: ['data', 'exist', 'child', 'persistent', 'recursive'],
  persistent: ['persistent'],
  'persistent-recursive': ['recursive'],
};

/** The watches of a client: with paths as its callers have them. */
export class Watching {
  readonly #caller: Caller;
  /** One for each watcher of a caller, so that one who watches twice is one. */
  readonly #inners = new WeakMap<Watcher, Watcher>();

  constructor(caller: Caller) {
    this.#caller = caller;
  }

  /** Notes a watcher that fires once; to be called when the reply is there. */
  once(kind: WatchKind, whole: string, watcher: Watcher): void {
    this.#watches.add(kind, whole, this.#inner(watcher));
  }

  async watch(path: string, options: WatchOptions): Promise<Watch> {
    const { recursive = false, maxWaiting = 1000, signal = null } = options;
    const kind: WatchKind = recursive ? 'recursive' : 'persistent';
    const whole = this.#caller.parts.chroot.whole(path);
    const watch = new Watch({ signal, maxWaiting, stop: () => this.#stop(kind, path, inner) });
    const inner = this.#inner(watch.tell);
    try {
      await this.#caller.on('addWatch', { operation: 'watch', path }, options, () => {
        // Before the request leaves: one who stops the same watch meanwhile must not stop this.
        this.#watches.add(kind, whole, inner);
        const mode = recursive ? AddWatchMode.persistentRecursive : AddWatchMode.persistent;
        return { body: { path: whole, mode }, read: () => {} };
      });
    } catch (error) {
      this.#watches.remove(kind, whole, inner);
      await watch.close();
      throw error;
    }
    return watch;
  }

  remove(path: string, target: WatchTarget, options: CallOptions): Promise<void> {
    return this.#caller.on(
      'removeWatches',
      { operation: 'removeWatches', path },
      options,
      (whole) => ({
        body: { path: whole, type: TYPES[target] },
        read: () => this.#watches.removeAll(KINDS[target], whole),
      }),
    );
  }

  check(path: string, target: WatchTarget, options: CallOptions): Promise<boolean> {
    return this.#caller.on(
      'checkWatches',
      { operation: 'checkWatches', path },
      options,
      (whole) => ({
        body: { path: whole, type: TYPES[target] },
        read: () => true,
        failed: (err) => (err === ErrorCode.noWatcher ? { value: false } : null),
      }),
    );
  }

  get #watches() {
    return this.#caller.parts.session.watches;
  }

  #inner(watcher: Watcher): Watcher {
    const known = this.#inners.get(watcher);
    if (known !== undefined) return known;
    const { chroot } = this.#caller.parts;
    const inner = (event: WatchEvent): void =>
      watcher('path' in event ? { ...event, path: chroot.inner(event.path) } : event);
    this.#inners.set(watcher, inner);
    return inner;
  }

  /** Where this was the last of its kind on the path, the server need not tell any more. */
  async #stop(kind: WatchKind, path: string, inner: Watcher): Promise<void> {
    const whole = this.#caller.parts.chroot.whole(path);
    if (!this.#watches.remove(kind, whole, inner) || this.#watches.has(kind, whole)) return;
    const target = kind === 'recursive' ? 'persistent-recursive' : 'persistent';
    try {
      await this.remove(path, target, {});
    } catch (error) {
      // Servers before 3.9 know only how to remove all watches of a path.
      const knows = !isKeeperError(error, 'marshalling-error', 'bad-arguments', 'no-watcher');
      if (knows || KINDS.any.some((other) => this.#watches.has(other, whole))) return;
      await this.remove(path, 'any', {}).catch(() => {});
    }
  }
}
