import { EventType, type SetWatches2, type WatcherEvent } from '@menagerie/jute';
import type { ClientMetrics } from '../metrics.ts';

/** What happened to a znode. */
export type ChangeType = 'created' | 'deleted' | 'data-changed' | 'children-changed';

/** What a watch tells, told apart by `type`. */
export type WatchEvent =
  | {
      readonly type: ChangeType;
      /** The znode; of `children-changed`, the parent. */
      readonly path: string;
    }
  /**
   * Events may be missing from here: the connection was lost in between, or nobody took them in time.
   * What was known of the znodes must be read again. Watches that fire once never tell this.
   */
  | { readonly type: 'gap' }
  /** The session is over, and with it the watch; or the watch was removed. */
  | { readonly type: 'ended'; readonly state: 'expired' | 'closed' | 'removed' };

/** Is told by a watch. What it throws is an unhandled rejection. */
export type Watcher = (event: WatchEvent) => void;

/** The tables of watches, as `setWatches2` has them. The first three fire once. */
export type WatchKind = 'data' | 'exist' | 'child' | 'persistent' | 'recursive';

const KINDS: readonly WatchKind[] = ['data', 'exist', 'child', 'persistent', 'recursive'];

/** Who watches what, by absolute paths: what a server knows for a connection only. */
export class Watches {
  readonly #metrics: ClientMetrics;
  readonly #tables: Readonly<Record<WatchKind, Map<string, Set<Watcher>>>> = {
    data: new Map(),
    exist: new Map(),
    child: new Map(),
    persistent: new Map(),
    recursive: new Map(),
  };

  constructor(metrics: ClientMetrics) {
    this.#metrics = metrics;
  }

  add(kind: WatchKind, path: string, watcher: Watcher): void {
    const table = this.#tables[kind];
    const known = table.get(path);
    if (known === undefined) table.set(path, new Set([watcher]));
    else known.add(watcher);
  }

  /** Forgets a watcher. Whether it was there. */
  remove(kind: WatchKind, path: string, watcher: Watcher): boolean {
    const table = this.#tables[kind];
    const known = table.get(path);
    if (known === undefined || !known.delete(watcher)) return false;
    if (known.size === 0) table.delete(path);
    return true;
  }

  /** Ends all watchers of a path, in some tables. */
  removeAll(kinds: readonly WatchKind[], path: string): void {
    const removed = new Set<Watcher>();
    for (const kind of kinds) {
      for (const watcher of this.#tables[kind].get(path) ?? []) removed.add(watcher);
      this.#tables[kind].delete(path);
    }
    tell(removed, { type: 'ended', state: 'removed' });
  }

  has(kind: WatchKind, path: string): boolean {
    return this.#tables[kind].has(path);
  }

  /** Watchers, each as often as it watches. */
  get size(): number {
    const tables = Object.values(this.#tables).flatMap((table) => [...table.values()]);
    return tables.reduce((sum, watchers) => sum + watchers.size, 0);
  }

  /** Tells everybody whom a notification concerns, one who watches in two ways once. */
  fire({ type, path }: WatcherEvent): void {
    const change = changeOf(type);
    if (change === null || path === null) return;
    this.#metrics.notified?.(change);
    const told = new Set<Watcher>();
    for (const kind of FIRED[change]) {
      for (const watcher of this.#tables[kind].get(path) ?? []) told.add(watcher);
      if (kind !== 'persistent') this.#tables[kind].delete(path);
    }
    if (change !== 'children-changed') {
      for (const above of upwards(path)) {
        for (const watcher of this.#tables.recursive.get(above) ?? []) told.add(watcher);
      }
    }
    tell(told, { type: change, path });
  }

  /** On another connection: what to ask for, in requests of so many bytes of paths. */
  restore(relativeZxid: bigint, batchBytes: number): SetWatches2[] {
    const batches: SetWatches2[] = [];
    let lists = emptyLists();
    let bytes = 0;
    const end = (): void => {
      if (bytes > 0) batches.push({ relativeZxid, ...lists });
      lists = emptyLists();
      bytes = 0;
    };
    for (const kind of KINDS) {
      for (const path of this.#tables[kind].keys()) {
        if (bytes > 0 && bytes + path.length > batchBytes) end();
        lists[LIST_OF[kind]].push(path);
        bytes += path.length + 4;
      }
    }
    end();
    return batches;
  }

  /** Those that stay were asked for again, and cannot know what happened meanwhile. */
  tellGap(): void {
    const { persistent, recursive } = this.#tables;
    const staying = [...persistent.values(), ...recursive.values()];
    tell(new Set(staying.flatMap((watchers) => [...watchers])), { type: 'gap' });
  }

  /** The session is over. */
  end(state: 'expired' | 'closed'): void {
    const all = new Set<Watcher>();
    for (const kind of KINDS) {
      for (const watchers of this.#tables[kind].values()) {
        for (const watcher of watchers) all.add(watcher);
      }
      this.#tables[kind].clear();
    }
    tell(all, { type: 'ended', state });
  }
}

/**
 * In a microtask: behind the promise of a reply that came before, and so that what a watcher throws is
 * nobody else's trouble.
 */
function tell(watchers: Iterable<Watcher>, event: WatchEvent): void {
  for (const watcher of watchers) void Promise.resolve(event).then(watcher);
}

const FIRED: Readonly<Record<ChangeType, readonly WatchKind[]>> = {
  created: ['data', 'exist', 'persistent'],
  deleted: ['data', 'exist', 'child', 'persistent'],
  'data-changed': ['data', 'exist', 'persistent'],
  'children-changed': ['child', 'persistent'],
};

function changeOf(type: number): ChangeType | null {
  switch (type) {
    case EventType.nodeCreated:
      return 'created';
    case EventType.nodeDeleted:
      return 'deleted';
    case EventType.nodeDataChanged:
      return 'data-changed';
    case EventType.nodeChildrenChanged:
      return 'children-changed';
    default:
      return null;
  }
}

function* upwards(path: string): Generator<string> {
  for (let at = path; at !== '/'; ) {
    yield at;
    at = at.slice(0, Math.max(1, at.lastIndexOf('/')));
  }
  yield '/';
}

const LIST_OF = {
  data: 'dataWatches',
  exist: 'existWatches',
  child: 'childWatches',
  persistent: 'persistentWatches',
  recursive: 'persistentRecursiveWatches',
} as const;

function emptyLists(): Record<(typeof LIST_OF)[WatchKind], string[]> {
  return {
    dataWatches: [],
    existWatches: [],
    childWatches: [],
    persistentWatches: [],
    persistentRecursiveWatches: [],
  };
}
