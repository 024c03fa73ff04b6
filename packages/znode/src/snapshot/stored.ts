import type { ACL, StatPersisted } from '@menagerie/jute';
import { ZnodeError } from '../errors.ts';
import { highOf, lowOf } from '../longs.ts';
import * as c from '../store/columns.ts';
import type { Rows } from '../store/rows.ts';
import type { Store } from '../store/store.ts';
import type { Core } from '../tree/core.ts';
import type { Session } from '../tree/sessions.ts';
import { longAt } from '../tree/stat.ts';

/** A znode with all that is on record of it. */
export interface StoredZnode {
  readonly path: string;
  readonly data: Uint8Array | null;
  readonly acl: readonly ACL[];
  readonly stat: StatPersisted;
}

/** A whole tree in the open, as another server may have kept it. */
export interface StoredTree {
  /** A parent before its children, the root first; /zookeeper among them. */
  readonly znodes: Iterable<StoredZnode>;
  readonly sessions: Iterable<Session>;
  readonly lastZxid: bigint;
}

/** Fills an empty core. */
export function plantStored(core: Core, { znodes, sessions }: StoredTree): void {
  const { store } = core;
  store.plantRoot(core.settings.seed);
  // By its row it is known what lies below it.
  store.openAt(c.ZOOKEEPER, 'zookeeper');
  for (const { path, data, acl, stat } of znodes) {
    const row = rowFor(store, path);
    store.setAcl(row, acl);
    putStat(store.rows, row, stat);
    store.setData(row, data);
    if (row === c.ROOT) store.digest.add(store.rows, row);
    else {
      const parent = store.find(path, Math.max(1, path.lastIndexOf('/')));
      if (parent === c.NONE) {
        throw new ZnodeError('snapshot-damaged', `${path} is there, and its parent is not`);
      }
      store.hang(row, parent);
      store.enter(row);
    }
  }
  if (store.find('/zookeeper') === c.NONE) {
    throw new ZnodeError('snapshot-incomplete', 'a tree without /zookeeper is none of a server');
  }
  for (const session of sessions) core.sessions.put(session);
}

function rowFor(store: Store, path: string): number {
  if (path === '/') return c.ROOT;
  if (path === '/zookeeper') return c.ZOOKEEPER;
  return store.open(path.slice(path.lastIndexOf('/') + 1));
}

/** All znodes, in an order that is none. Data are views, good until the tree changes. */
export function* storedZnodes({ store }: Core): Generator<StoredZnode, void, void> {
  for (let row = 0; row < store.end; row += 1) {
    if (!store.isLive(row)) continue;
    const path = row === c.ROOT ? '/' : store.path(row);
    yield { path, data: store.data(row), acl: store.acl(row), stat: storedStat(store.rows, row) };
  }
}

function putStat(rows: Rows, row: number, stat: StatPersisted): void {
  putLong(rows, row, c.CZXID, stat.czxid);
  putLong(rows, row, c.MZXID, stat.mzxid);
  putLong(rows, row, c.PZXID, stat.pzxid);
  putLong(rows, row, c.CTIME, stat.ctime);
  putLong(rows, row, c.MTIME, stat.mtime);
  rows.set(row, c.VERSION, stat.version);
  rows.set(row, c.CREATES, stat.cversion);
  rows.set(row, c.AVERSION, stat.aversion);
  putLong(rows, row, c.OWNER, stat.ephemeralOwner);
}

function putLong(rows: Rows, row: number, column: number, value: bigint): void {
  rows.set(row, column, highOf(value));
  rows.set(row, column + 1, lowOf(value));
}

function storedStat(rows: Rows, row: number): StatPersisted {
  return {
    czxid: longAt(rows, row, c.CZXID),
    mzxid: longAt(rows, row, c.MZXID),
    ctime: longAt(rows, row, c.CTIME),
    mtime: longAt(rows, row, c.MTIME),
    version: rows.get(row, c.VERSION),
    cversion: rows.get(row, c.CREATES),
    aversion: rows.get(row, c.AVERSION),
    ephemeralOwner: longAt(rows, row, c.OWNER),
    pzxid: longAt(rows, row, c.PZXID),
  };
}
