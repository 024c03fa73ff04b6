import {
  type ACL,
  type MultiRequest,
  type OpResult,
  type Stat,
  type WriteOp,
} from '@menagerie/jute';
import type { Change, Command, Identity, TreeOptions, WriteRequest } from '@menagerie/znode';
import { text } from './tree.ts';

/** A znode with nothing clever about it. */
export interface NaiveZnode {
  data: Uint8Array | null;
  acl: readonly ACL[];
  czxid: bigint;
  mzxid: bigint;
  pzxid: bigint;
  ctime: number;
  mtime: number;
  version: number;
  creates: number;
  aversion: number;
  owner: bigint;
}

interface Outcome {
  readonly error: number;
  readonly body: unknown;
  readonly changes: readonly Pick<Change, 'type' | 'path'>[];
}

class Failure extends Error {
  readonly code: number;

  constructor(code: number) {
    super(`error ${code}`);
    this.code = code;
  }
}

const OPEN: readonly ACL[] = [{ perms: 31, id: { scheme: 'world', id: 'anyone' } }];
const READ_ONLY: readonly ACL[] = [{ perms: 1, id: { scheme: 'world', id: 'anyone' } }];
const CONTAINER = -(2n ** 63n);
const TTL = -(2n ** 56n);
const special = ['/', '/zookeeper', '/zookeeper/quota', '/zookeeper/config'];

const fail = (code: number): never => {
  throw new Failure(code);
};

const parentOf = (path: string) => path.slice(0, path.lastIndexOf('/')) || '/';

const znode = (data: Uint8Array | null, acl: readonly ACL[]): NaiveZnode => ({
  data,
  acl,
  czxid: 0n,
  mzxid: 0n,
  pzxid: 0n,
  ctime: 0,
  mtime: 0,
  version: 0,
  creates: 0,
  aversion: 0,
  owner: 0n,
});

/**
 * A second tree, written from the reference with no thought of speed: a map from path to znode. A
 * multi works on a copy of all of it.
 */
export class NaiveTree {
  znodes = new Map<string, NaiveZnode>([
    ['/', znode(new Uint8Array(), OPEN)],
    ['/zookeeper', znode(new Uint8Array(), OPEN)],
    ['/zookeeper/quota', znode(new Uint8Array(), OPEN)],
    ['/zookeeper/config', { ...znode(new Uint8Array(), READ_ONLY), aversion: -1 }],
  ]);
  readonly sessions = new Map<bigint, number>();
  readonly #options: TreeOptions;
  #changes: Pick<Change, 'type' | 'path'>[] = [];

  constructor(options: TreeOptions) {
    this.#options = options;
  }

  apply(command: Command): Outcome {
    this.#changes = [];
    try {
      const body = this.#run(command);
      return { error: 0, body, changes: this.#changes };
    } catch (failure) {
      if (!(failure instanceof Failure)) throw failure;
      return { error: failure.code, body: null, changes: [] };
    }
  }

  children(path: string): string[] {
    const prefix = path === '/' ? '/' : `${path}/`;
    return this.below(path).flatMap((other) => {
      const name = other.slice(prefix.length);
      return name.includes('/') ? [] : [name];
    });
  }

  /** The paths of all descendants. */
  below(path: string): string[] {
    const prefix = path === '/' ? '/' : `${path}/`;
    return [...this.znodes.keys()].filter((other) => other !== '/' && other.startsWith(prefix));
  }

  stat(path: string): Stat {
    const it = this.#get(path);
    const children = this.children(path).length;
    const isShown = it.owner !== CONTAINER && (it.owner & TTL) !== TTL;
    return {
      czxid: it.czxid,
      mzxid: it.mzxid,
      ctime: BigInt(it.ctime),
      mtime: BigInt(it.mtime),
      version: it.version,
      cversion: 2 * it.creates - children,
      aversion: it.aversion,
      ephemeralOwner: isShown ? it.owner : 0n,
      dataLength: it.data?.length ?? 0,
      numChildren: children,
      pzxid: it.pzxid,
    };
  }

  ephemerals(session: bigint): string[] {
    return [...this.znodes].flatMap(([path, { owner }]) => (owner === session ? path : []));
  }

  /** The digest, counted from nothing. */
  digest(): bigint {
    let sum = 0n;
    for (const [path, it] of this.znodes) {
      if (path.startsWith('/zookeeper/')) continue;
      const stat = new DataView(new ArrayBuffer(60));
      [it.czxid, it.mzxid, it.pzxid, BigInt(it.ctime), BigInt(it.mtime)].forEach((value, at) => {
        stat.setBigInt64(at * 8, value);
      });
      [it.version, it.creates, it.aversion].forEach((value, at) => {
        stat.setInt32(40 + at * 4, value);
      });
      stat.setBigInt64(52, it.owner);
      const bytes = [
        ...Buffer.from(path === '/' ? '' : path),
        ...(it.data ?? []),
        ...new Uint8Array(stat.buffer),
      ];
      sum += BigInt(crc32(bytes));
    }
    return BigInt.asIntN(64, sum);
  }

  reapable(now: number): string[] {
    return [...this.znodes].flatMap(([path, { owner, creates, mtime }]) => {
      if (this.children(path).length > 0) return [];
      if (owner === CONTAINER) return creates > 0 ? path : [];
      if ((owner & TTL) !== TTL) return [];
      return now - mtime > Number(BigInt.asUintN(40, owner)) ? path : [];
    });
  }

  /** What a read of somebody comes to. */
  readError(ask: string, path: string | null, identities: readonly Identity[]): number {
    if (path === null) return -5;
    if (ask === 'exists' && path.includes('\0')) return -8;
    const it = this.znodes.get(path === '' ? '/' : path);
    if (it === undefined) return -101;
    const perms = ask === 'getACL' ? 1 | 16 : 1;
    return this.#options.skipACL === true || naiveMay(it.acl, perms, identities) ? 0 : -102;
  }

  #get(path: string | null): NaiveZnode {
    return this.znodes.get(path === '' ? '/' : (path ?? '?')) ?? fail(-101);
  }

  #run(command: Command): unknown {
    switch (command.type) {
      case 'createSession':
        this.sessions.set(command.session, command.timeoutMs);
        return null;
      case 'closeSession':
      case 'expireSession':
        if (!this.sessions.delete(command.session)) fail(-112);
        for (const path of this.ephemerals(command.session)) this.#remove(command.zxid, path);
        return null;
      case 'reap': {
        const it = this.#get(command.path);
        if (it.czxid !== command.czxid) fail(-101);
        if (this.children(command.path).length > 0) fail(-111);
        if (it.owner !== CONTAINER && !this.reapable(command.time).includes(command.path))
          fail(-103);
        this.#remove(command.zxid, command.path);
        return null;
      }
      case 'configure': {
        const it = this.#get('/zookeeper/config');
        if (command.identities !== null) this.#need(it.acl, 2, command.identities);
        it.data = command.data;
        it.version = -1;
        it.mzxid = command.zxid;
        it.mtime = command.time;
        this.#changes.push({ type: 'dataChanged', path: '/zookeeper/config' });
        return { data: it.data, stat: this.stat('/zookeeper/config') };
      }
      case 'pass':
        return command.error === 0 ? null : fail(command.error);
      case 'request':
        return this.#request(command, command.request);
    }
  }

  #request(by: Command & { type: 'request' }, request: WriteRequest): unknown {
    if (request.type === 'multi') {
      if (by.local !== true && !this.sessions.has(by.session)) fail(-112);
      return this.#multi(by, request.body);
    }
    if (request.type === 'setACL') {
      this.#session(by, false);
      const { path, acl, version } = request.body;
      this.#path(path);
      const kept = this.#acl(acl, by.identities);
      const it = this.#get(path);
      this.#need(it.acl, 16, by.identities);
      if (version !== -1 && version !== it.aversion) fail(-103);
      it.acl = kept;
      it.aversion += 1;
      return { stat: this.stat(path ?? '') };
    }
    return this.#op(by, request).body;
  }

  #multi(by: Command & { type: 'request' }, ops: MultiRequest): OpResult[] {
    const before = new Map([...this.znodes].map(([path, it]) => [path, { ...it }]));
    const results: OpResult[] = [];
    try {
      for (const op of ops) results.push(this.#op(by, byFlags(op)));
    } catch (failure) {
      if (!(failure instanceof Failure)) throw failure;
      this.znodes = before;
      this.#changes = [];
      if (failure.code === -5) throw failure;
      return ops.map((_, at) => {
        const other = at < results.length ? 0 : -2;
        return { type: 'error', body: { err: at === results.length ? failure.code : other } };
      });
    }
    return results;
  }

  #op(by: Command & { type: 'request' }, op: WriteOp): OpResult {
    switch (op.type) {
      case 'create': {
        const path = this.#create(by, op);
        return { type: 'create', body: { path } };
      }
      case 'create2':
      case 'createContainer':
      case 'createTTL': {
        const path = this.#create(by, op);
        return { type: 'create2', body: { path, stat: this.stat(path) } };
      }
      case 'delete': {
        this.#session(by, false);
        const { path, version } = op.body;
        if (path === null) return fail(-5);
        if (path.includes('\0') || special.includes(path)) return fail(-8);
        if (!path.includes('/')) return fail(-8);
        const parent = this.#get(path.slice(0, path.lastIndexOf('/')));
        this.#need(parent.acl, 8, by.identities);
        const it = this.#get(path);
        if (version !== -1 && version !== it.version) fail(-103);
        if (this.children(path).length > 0) fail(-111);
        this.#remove(by.zxid, path);
        return { type: 'delete', body: null };
      }
      case 'setData': {
        this.#session(by, false);
        const { path, data, version } = op.body;
        this.#path(path);
        const it = this.#get(path);
        this.#need(it.acl, 2, by.identities);
        const more = (data?.length ?? 0) - (it.data?.length ?? 0);
        this.#quota(path ?? '', more, 0);
        if (version !== -1 && version !== it.version) fail(-103);
        it.data = data?.slice() ?? null;
        it.version += 1;
        it.mzxid = by.zxid;
        it.mtime = by.time;
        this.#use(path ?? '', more, 0);
        this.#changes.push({ type: 'dataChanged', path: path ?? '' });
        return { type: 'setData', body: { stat: this.stat(path ?? '') } };
      }
      case 'check': {
        this.#session(by, false);
        this.#path(op.body.path);
        const it = this.#get(op.body.path);
        this.#need(it.acl, 1, by.identities);
        if (op.body.version !== -1 && op.body.version !== it.version) fail(-103);
        return { type: 'check', body: null };
      }
    }
  }

  #create(by: Command & { type: 'request' }, op: WriteOp): string {
    if (
      op.type !== 'create' &&
      op.type !== 'create2' &&
      op.type !== 'createContainer' &&
      op.type !== 'createTTL'
    ) {
      return fail(-6);
    }
    const { flags, data } = op.body;
    const ttl = op.type === 'createTTL' ? op.body.ttl : -1n;
    const isTTL = flags === 5 || flags === 6;
    const isEphemeral = flags === 1 || flags === 3;
    if (flags < 0 || flags > 6) fail(-8);
    if (isTTL && this.#options.ttl === false) fail(-6);
    if (isTTL && (ttl < 1n || ttl >= 2n ** 40n)) fail(-8);
    if (!isTTL && ttl >= 0n) fail(-8);
    this.#session(by, isEphemeral);
    let path = op.body.path ?? fail(-5);
    if (!path.includes('/') || path.includes('\0')) fail(-8);
    const acl = this.#acl(op.body.acl, by.identities);
    const parentPath = path.slice(0, path.lastIndexOf('/'));
    const parent = this.#get(parentPath);
    this.#need(parent.acl, 4, by.identities);
    if (flags === 2 || flags === 3 || flags === 6) path += String(parent.creates).padStart(10, '0');
    this.#path(path);
    if (this.znodes.has(path)) fail(-110);
    const { owner } = parent;
    if (owner !== 0n && owner !== CONTAINER && (owner & TTL) !== TTL) fail(-108);
    this.#quota(path, data?.length ?? 0, 1);
    const it = znode(data?.slice() ?? null, acl);
    it.czxid = by.zxid;
    it.mzxid = by.zxid;
    it.pzxid = by.zxid;
    it.ctime = by.time;
    it.mtime = by.time;
    if (op.type === 'createContainer') it.owner = CONTAINER;
    else if (isTTL) it.owner = TTL | ttl;
    else if (isEphemeral) it.owner = by.session;
    this.znodes.set(path, it);
    parent.creates += 1;
    parent.pzxid = by.zxid;
    this.#countAnew(path);
    this.#use(path, data?.length ?? 0, 1);
    this.#changes.push({ type: 'created', path });
    return path;
  }

  #remove(zxid: bigint, path: string): void {
    const it = this.#get(path);
    this.znodes.delete(path);
    this.#get(parentOf(path)).pzxid = zxid;
    this.#use(path, -(it.data?.length ?? 0), -1);
    this.#changes.push({ type: 'deleted', path });
  }

  #session(by: Command & { type: 'request' }, ephemeral: boolean): void {
    if (by.local === true) {
      if (ephemeral) fail(-120);
    } else if (!this.sessions.has(by.session)) {
      fail(-112);
    }
  }

  #path(path: string | null): void {
    if (path === '/') return;
    // oxlint-disable-next-line no-control-regex -- they are what is forbidden
    const bad = /[\u0000-\u001f\u007f-\u009f\ud800-\uf8ff\ufff0-\uffff]/;
    if (path === null || !path.startsWith('/') || bad.test(path)) return fail(-8);
    const components = path.slice(1).split('/');
    if (components.some((name) => name === '' || name === '.' || name === '..')) fail(-8);
  }

  #need(acl: readonly ACL[], perms: number, identities: readonly Identity[]): void {
    if (this.#options.skipACL === true) return;
    if (!naiveMay(acl, perms, identities)) fail(-102);
  }

  #acl(acl: readonly ACL[] | null, identities: readonly Identity[]): readonly ACL[] {
    const kept: ACL[] = [];
    const seen = new Set<string>();
    for (const { perms, id } of acl ?? []) {
      const key = JSON.stringify([perms, id.scheme, id.id]);
      if (seen.has(key)) continue;
      seen.add(key);
      if (id.scheme === 'auth') {
        const own = identities.filter(({ scheme }) => scheme === 'digest');
        if (own.length === 0) fail(-114);
        kept.push(...own.map(({ scheme, id: name }) => ({ perms, id: { scheme, id: name } })));
      } else if (id.id === null && ['world', 'digest', 'ip'].includes(id.scheme ?? '')) {
        fail(-5);
      } else if (id.scheme === 'world' && id.id === 'anyone') {
        kept.push({ perms, id });
      } else if (
        id.scheme === 'digest' &&
        (id.id ?? '').replace(/:+$/, '').split(':').length === 2
      ) {
        kept.push({ perms, id });
      } else {
        fail(-114);
      }
    }
    return kept.length > 0 ? kept : fail(-114);
  }

  /** The one quota over a path: of the paths with limits, the longest. */
  #quotaOver(path: string): string | null {
    const limited = [...this.znodes.keys()].flatMap((other) => {
      const found = /^\/zookeeper\/quota(\/.*)\/zookeeper_limits$/.exec(other)?.[1];
      return found !== undefined && (path === found || path.startsWith(`${found}/`)) ? found : [];
    });
    return limited.sort((one, other) => other.length - one.length)[0] ?? null;
  }

  #quota(path: string, bytes: number, count: number): void {
    const over = this.#options.enforceQuota === true ? this.#quotaOver(path) : null;
    if (over === null) return;
    const limits = this.znodes.get(`/zookeeper/quota${over}/zookeeper_limits`);
    const usage = this.znodes.get(`/zookeeper/quota${over}/zookeeper_stats`);
    if (limits === undefined || usage === undefined) return;
    const most = (key: string) => fieldOf(limits.data, key);
    const used = (key: string) => fieldOf(usage.data, key);
    const counts = most('countHardLimit');
    if (count !== 0 && counts > -1 && used('count') + count > counts) fail(-125);
    const lengths = most('byteHardLimit');
    if (bytes !== 0 && lengths > -1 && used('bytes') + bytes > lengths) fail(-125);
  }

  #use(path: string, bytes: number, count: number): void {
    const over = this.#quotaOver(path);
    const usage =
      over === null ? undefined : this.znodes.get(`/zookeeper/quota${over}/zookeeper_stats`);
    if (usage === undefined) return;
    const to = `count=${fieldOf(usage.data, 'count') + count},bytes=${fieldOf(usage.data, 'bytes') + bytes}`;
    usage.data = Buffer.from(to);
  }

  #countAnew(path: string): void {
    const over = /^\/zookeeper\/quota(\/.*)\/zookeeper_stats$/.exec(path)?.[1];
    const usage = this.znodes.get(path);
    if (over === undefined || usage === undefined) return;
    const all = this.znodes.has(over) ? [over, ...this.below(over)] : [];
    const bytes = all.reduce((sum, other) => sum + (this.znodes.get(other)?.data?.length ?? 0), 0);
    usage.data = Buffer.from(`count=${all.length},bytes=${bytes}`);
  }
}

/** Whether a list lets somebody; written apart from the code that is tested. */
export function naiveMay(
  acl: readonly ACL[],
  perms: number,
  identities: readonly Identity[],
): boolean {
  if (acl.length === 0 || identities.some(({ scheme }) => scheme === 'super')) return true;
  return acl.some(
    (entry) =>
      (entry.perms & perms) > 0 &&
      (entry.id.scheme === 'world' ||
        identities.some(({ scheme, id }) => scheme === entry.id.scheme && id === entry.id.id)),
  );
}

/** In a multi the flags of a create say which it is. */
function byFlags(op: WriteOp): WriteOp {
  switch (op.type) {
    case 'create':
    case 'create2':
    case 'createContainer':
    case 'createTTL': {
      const { body } = op;
      if (body.flags === 5 || body.flags === 6) return op.type === 'createTTL' ? op : fail(-5);
      return { type: body.flags === 4 ? 'createContainer' : 'create', body };
    }
    default:
      return op;
  }
}

function fieldOf(data: Uint8Array | null, key: string): number {
  const parts = (text(data) ?? '').split(/[,;]+/).map((part) => part.split('='));
  const value = parts.findLast(([name, value]) => name === key && /^-?\d+$/.test(value ?? ''));
  return value === undefined ? -1 : Number(value[1]);
}

function crc32(bytes: readonly number[]): number {
  let crc = 0xffff_ffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit += 1) crc = crc & 1 ? (crc >>> 1) ^ 0xedb8_8320 : crc >>> 1;
  }
  return ~crc >>> 0;
}
