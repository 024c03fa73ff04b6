import {
  type ACL,
  AddWatchMode,
  ErrorCode,
  EventType,
  Perms,
  type SetWatches,
  type SetWatches2,
  WatcherType,
} from '@menagerie/jute';
import { isAllowed } from '../access/check.ts';
import type { Change, Identity } from '../tree/commands.ts';
import { CHILD, DATA, PERSISTENT, RECURSIVE, WatchTable } from './table.ts';

/** What `Watches` needs to know of its server. */
export interface WatchOptions {
  /** The identities of a connection: who may not read a znode does not hear of it. */
  readonly identities: (connection: number) => readonly Identity[];
  /** As in `TreeOptions`: then everybody hears everything. By default false. */
  readonly skipACL?: boolean;
}

/** What a connection is to be told. */
export interface Notification {
  readonly connection: number;
  /** See `EventType`. */
  readonly type: EventType;
  readonly path: string;
}

/** What there is at a path, for a client that was away. */
export interface Present {
  readonly mzxid: bigint;
  readonly pzxid: bigint;
  readonly acl: readonly ACL[];
}

/** The kinds that go once they fire. */
const ONCE = DATA | CHILD;

/** A list that is null is as one whose first path is. */
const NULL = [null];

/**
 * The watches of the connections of one server: not replicated, and gone with their connection.
 * Connections are whole numbers from 0 to 2^48, which nobody uses again.
 */
export class Watches {
  readonly #table = new WatchTable();
  readonly #identities: (connection: number) => readonly Identity[];
  readonly #skipACL: boolean;

  constructor({ identities, skipACL = false }: WatchOptions) {
    this.#identities = identities;
    this.#skipACL = skipACL;
  }

  /** Watches that there are. One connection can have several kinds on one path. */
  get count(): number {
    return this.#table.count;
  }

  /** Paths that somebody watches. */
  get paths(): number {
    return this.#table.paths;
  }

  /** Connections that watch something. */
  get connections(): number {
    return this.#table.connections;
  }

  /** The paths that each connection watches: for `wchc` and the like. */
  *list(): IterableIterator<{ readonly connection: number; readonly paths: readonly string[] }> {
    for (const connection of this.#table.watchers()) {
      yield { connection, paths: this.#table.pathsOf(connection) };
    }
  }

  /** A watch of getData, or of exists whether the znode is there or not. Fires once. */
  watchData(connection: number, path: string): void {
    this.#table.add(path, connection, DATA);
  }

  /** A watch of getChildren. Fires once. */
  watchChildren(connection: number, path: string): void {
    this.#table.add(path, connection, CHILD);
  }

  /** A watch of addWatch, which stays. Returns an error for a mode that is none. */
  addWatch(connection: number, path: string | null, mode: number): ErrorCode {
    if (path === null) return ErrorCode.marshallingError;
    switch (mode) {
      case AddWatchMode.persistent:
        this.#table.add(path, connection, PERSISTENT);
        return ErrorCode.ok;
      case AddWatchMode.persistentRecursive:
        this.#table.add(path, connection, RECURSIVE);
        return ErrorCode.ok;
      default:
        return ErrorCode.marshallingError;
    }
  }

  /** Says whether a connection has a watch of a type on a path: 0, or `noWatcher`. */
  checkWatches(connection: number, path: string | null, type: number): ErrorCode {
    const kinds = kindsOf(type);
    if (path === null || kinds === null) return ErrorCode.marshallingError;
    const has = (this.#table.kinds(path, connection) & kinds) !== 0;
    return has ? ErrorCode.ok : ErrorCode.noWatcher;
  }

  /** Drops the watches of a type that a connection has on a path: 0, or `noWatcher`. */
  removeWatches(connection: number, path: string | null, type: number): ErrorCode {
    const error = this.checkWatches(connection, path, type);
    if (error === ErrorCode.ok && path !== null) {
      this.#table.remove(path, connection, kindsOf(type) ?? 0);
    }
    return error;
  }

  /** Drops all watches of a connection. */
  leave(connection: number): void {
    this.#table.leave(connection);
  }

  /**
   * Tells who is to hear of changes, in order: of a znode first, of its parent's children next.
   * A connection hears of one thing once, whatever its watches; watches that fire once are gone
   * afterwards, also those of a connection that may not read the znode and so hears nothing.
   */
  fire(changes: readonly Change[], tell: (notification: Notification) => void): void {
    if (this.#table.count === 0) return;
    for (const { type, path, acl, parentAcl } of changes) {
      switch (type) {
        case 'created':
          this.#fireZnode(EventType.nodeCreated, path, acl, DATA, tell);
          this.#fireChildren(path, parentAcl, tell);
          break;
        case 'dataChanged':
          this.#fireZnode(EventType.nodeDataChanged, path, acl, DATA, tell);
          break;
        case 'deleted':
          this.#fireZnode(EventType.nodeDeleted, path, acl, DATA | CHILD, tell);
          this.#fireChildren(path, parentAcl, tell);
          break;
      }
    }
  }

  /**
   * Restores the watches of a client that was away: tells of what it missed since the zxid that it
   * saw last, and registers the rest. Persistent watches never fire here. Of what it may not read a
   * client hears nothing, and such a watch is gone, as if it had fired. At a list that is null, or a
   * path, it stops as ZooKeeper does, and returns an error.
   */
  setWatches(
    connection: number,
    request: SetWatches | SetWatches2,
    lookup: (path: string) => Present | null,
    tell: (notification: Notification) => void,
  ): ErrorCode {
    const since = request.relativeZxid;
    const missed = (type: EventType, path: string, acl: readonly ACL[]): void => {
      if (this.#mayRead(connection, acl)) tell({ connection, type, path });
    };
    for (const path of request.dataWatches ?? NULL) {
      if (path === null) return ErrorCode.marshallingError;
      const found = lookup(path);
      if (found === null) missed(EventType.nodeDeleted, path, []);
      else if (found.mzxid > since) missed(EventType.nodeDataChanged, path, found.acl);
      else this.#table.add(path, connection, DATA);
    }
    for (const path of request.existWatches ?? NULL) {
      if (path === null) return ErrorCode.marshallingError;
      const found = lookup(path);
      if (found === null) this.#table.add(path, connection, DATA);
      else missed(EventType.nodeCreated, path, found.acl);
    }
    for (const path of request.childWatches ?? NULL) {
      if (path === null) return ErrorCode.marshallingError;
      const found = lookup(path);
      if (found === null) missed(EventType.nodeDeleted, path, []);
      else if (found.pzxid > since) missed(EventType.nodeChildrenChanged, path, found.acl);
      else this.#table.add(path, connection, CHILD);
    }
    if (!('persistentWatches' in request)) return ErrorCode.ok;
    for (const path of request.persistentWatches ?? NULL) {
      if (path === null) return ErrorCode.marshallingError;
      this.#table.add(path, connection, PERSISTENT);
    }
    for (const path of request.persistentRecursiveWatches ?? NULL) {
      if (path === null) return ErrorCode.marshallingError;
      this.#table.add(path, connection, RECURSIVE);
    }
    return ErrorCode.ok;
  }

  #fireZnode(
    type: EventType,
    path: string,
    acl: readonly ACL[],
    once: number,
    tell: (notification: Notification) => void,
  ): void {
    const told = this.#table.recursive === 0 ? null : new Set<number>();
    this.#table.forEach(path, (connection, kinds) => {
      if ((kinds & (once | PERSISTENT | RECURSIVE)) === 0) return;
      this.#table.remove(path, connection, once);
      told?.add(connection);
      if (this.#mayRead(connection, acl)) tell({ connection, type, path });
    });
    if (told === null) return;
    for (let at = parentOf(path); at !== ''; at = parentOf(at)) {
      this.#table.forEach(at, (connection, kinds) => {
        if ((kinds & RECURSIVE) === 0 || told.has(connection)) return;
        told.add(connection);
        if (this.#mayRead(connection, acl)) tell({ connection, type, path });
      });
    }
  }

  #fireChildren(
    child: string,
    acl: readonly ACL[],
    tell: (notification: Notification) => void,
  ): void {
    const path = parentOf(child);
    this.#table.forEach(path, (connection, kinds) => {
      if ((kinds & (CHILD | PERSISTENT)) === 0) return;
      this.#table.remove(path, connection, CHILD);
      if (!this.#mayRead(connection, acl)) return;
      tell({ connection, type: EventType.nodeChildrenChanged, path });
    });
  }

  #mayRead(connection: number, acl: readonly ACL[]): boolean {
    return this.#skipACL || isAllowed(acl, Perms.read, this.#identities(connection));
  }
}

/** The parent of a path; of the root the empty one, which nobody has. */
function parentOf(path: string): string {
  if (path.length === 1) return '';
  return path.slice(0, Math.max(path.lastIndexOf('/'), 1));
}

function kindsOf(type: number): number | null {
  switch (type) {
    case WatcherType.children:
      return CHILD;
    case WatcherType.data:
      return DATA;
    case WatcherType.persistent:
      return PERSISTENT;
    case WatcherType.persistentRecursive:
      return RECURSIVE;
    case WatcherType.any:
      return ONCE | PERSISTENT | RECURSIVE;
    default:
      return null;
  }
}
