import {
  type ACL,
  decodeSubTransaction,
  type LogEntry,
  type StatPersisted,
  type Transaction,
  type TxnHeader,
} from '@menagerie/jute';
import type { ApacheSnapshot, StoredZnode } from './snapshot.ts';

interface Znode {
  data: Uint8Array | null;
  acl: readonly ACL[];
  stat: StatPersisted;
  readonly children: Set<string>;
}

const CONTAINER = -(2n ** 63n);
const TTL_MARK = BigInt.asIntN(64, 0xff00n << 48n);

/**
 * The tree as Apache's server makes it of a snapshot and what the log has since. A snapshot is taken
 * while writes go on, so the log begins again what the snapshot has already in part.
 */
export class Replay {
  readonly #znodes = new Map<string, Znode>();
  readonly #sessions = new Map<bigint, number>();
  /** Of the last transaction. */
  lastZxid: bigint;

  constructor({ znodes, sessions }: ApacheSnapshot, zxid: bigint) {
    this.lastZxid = zxid;
    for (const { path, data, acl, stat } of znodes) {
      this.#znodes.set(path, { data, acl, stat, children: new Set() });
      if (path !== '/') this.#znodes.get(parentOf(path))?.children.add(path);
    }
    for (const { id, timeoutMs } of sessions) this.#sessions.set(id, timeoutMs);
  }

  get sessions(): ApacheSnapshot['sessions'] {
    return [...this.#sessions].map(([id, timeoutMs]) => ({ id, timeoutMs }));
  }

  /** A parent before its children. */
  *znodes(path = '/'): Generator<StoredZnode, void, void> {
    const znode = this.#znodes.get(path);
    if (znode === undefined) return;
    const { data, acl, stat, children } = znode;
    yield { path, data, acl, stat };
    for (const child of [...children].sort()) yield* this.znodes(child);
  }

  apply({ header, txn }: LogEntry): void {
    this.#apply(header, txn);
    if (header.zxid > this.lastZxid) this.lastZxid = header.zxid;
  }

  #apply(header: TxnHeader, txn: Transaction): void {
    switch (txn.type) {
      case 'create':
      case 'create2':
        this.#create(header, txn.body, txn.body.ephemeral ? header.clientId : 0n);
        break;
      case 'createContainer':
        this.#create(header, txn.body, CONTAINER);
        break;
      case 'createTTL':
        this.#create(header, txn.body, TTL_MARK | txn.body.ttl);
        break;
      case 'delete':
      case 'deleteContainer':
        this.#delete(txn.body.path ?? '', header.zxid);
        break;
      case 'setData':
      case 'reconfig':
        this.#setData(header, txn.body);
        break;
      case 'setACL': {
        const { path, acl, version } = txn.body;
        const znode = this.#znodes.get(path ?? '');
        if (znode === undefined) break;
        znode.acl = acl ?? [];
        znode.stat = { ...znode.stat, aversion: version };
        break;
      }
      case 'createSession':
        this.#sessions.set(header.clientId, txn.body.timeOut);
        break;
      case 'closeSession':
        this.#closeSession(header, txn.body?.paths2Delete ?? null);
        break;
      case 'multi': {
        const all = (txn.body.txns ?? []).map(decodeSubTransaction);
        if (all.some(({ type }) => type === 'error')) break;
        for (const each of all) this.#apply(header, each);
        break;
      }
      case 'check':
      case 'error':
      case 'unknown':
    }
  }

  #create(
    { zxid, time }: TxnHeader,
    body: Pick<Created, 'path' | 'data' | 'acl' | 'parentCVersion'>,
    ephemeralOwner: bigint,
  ): void {
    const path = body.path ?? '';
    const parent = this.#znodes.get(parentOf(path));
    if (parent === undefined) return;
    const cversion = body.parentCVersion < 0 ? parent.stat.cversion + 1 : body.parentCVersion;
    // The snapshot may have the parent as a later transaction left it.
    if (cversion > parent.stat.cversion) {
      parent.stat = { ...parent.stat, cversion, pzxid: zxid };
    }
    if (this.#znodes.has(path)) return;
    parent.children.add(path);
    const stamps = { czxid: zxid, mzxid: zxid, pzxid: zxid, ctime: time, mtime: time };
    const versions = { version: 0, cversion: 0, aversion: 0 };
    this.#znodes.set(path, {
      data: body.data,
      acl: body.acl ?? [],
      stat: { ...stamps, ...versions, ephemeralOwner },
      children: new Set(),
    });
  }

  #delete(path: string, zxid: bigint): void {
    const parent = this.#znodes.get(parentOf(path));
    if (parent !== undefined && zxid > parent.stat.pzxid) {
      parent.stat = { ...parent.stat, pzxid: zxid };
    }
    parent?.children.delete(path);
    this.#znodes.delete(path);
  }

  #setData({ zxid, time }: TxnHeader, body: SetData): void {
    const znode = this.#znodes.get(body.path ?? '');
    if (znode === undefined) return;
    znode.data = body.data;
    znode.stat = { ...znode.stat, version: body.version, mzxid: zxid, mtime: time };
  }

  #closeSession({ clientId, zxid }: TxnHeader, paths: readonly (string | null)[] | null): void {
    this.#sessions.delete(clientId);
    for (const path of paths ?? []) this.#delete(path ?? '', zxid);
    // Those of a log of before 3.6, and of what the snapshot has too early.
    for (const [path, { stat }] of this.#znodes) {
      if (stat.ephemeralOwner === clientId) this.#delete(path, zxid);
    }
  }
}

type Created = Extract<Transaction, { type: 'create' }>['body'];
type SetData = Extract<Transaction, { type: 'setData' }>['body'];

function parentOf(path: string): string {
  return path.slice(0, Math.max(1, path.lastIndexOf('/')));
}
