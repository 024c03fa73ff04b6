import {
  type ACL,
  ErrorCode,
  CreateMode as Flags,
  type MultiResponse,
  type OpResult,
  type Stat,
  type ReadOp as WireRead,
  type WriteOp,
} from '@menagerie/jute';
import { type ErrorPlace, KeeperError, MultiError, ServerError } from './errors.ts';
import { type Chroot, checkPath, childOf } from './path.ts';
import { encodeText } from './text.ts';
import type { Children, CreateMode, Data, Znode } from './zookeeper.ts';

/** Anybody may do anything. */
export const OPEN_ACL: readonly ACL[] = [{ perms: 31, id: { scheme: 'world', id: 'anyone' } }];

/** Anybody may read. */
export const READ_ACL: readonly ACL[] = [{ perms: 1, id: { scheme: 'world', id: 'anyone' } }];

/** Whoever creates the znode, by its credentials, may do anything, and nobody else. */
export const CREATOR_ACL: readonly ACL[] = [{ perms: 31, id: { scheme: 'auth', id: '' } }];

/** What a create in a multi asks for. */
export interface CreateOp {
  readonly type: 'create';
  readonly path: string;
  readonly data?: Data;
  readonly mode?: CreateMode;
  readonly ttlMs?: number;
  readonly acl?: readonly ACL[];
}

/** An operation of a multi, told apart by `type`. */
export type MultiOp =
  | CreateOp
  | { readonly type: 'delete'; readonly path: string; readonly version?: number }
  | {
      readonly type: 'set';
      readonly path: string;
      readonly data: Data;
      readonly version?: number;
    }
  /** Fails the whole unless the znode is there, in this version. */
  | { readonly type: 'check'; readonly path: string; readonly version?: number };

/** A create in a multi; some servers, as Apache's 3.8, keep its stat to themselves. */
export interface CreatedInMulti {
  readonly path: string;
  readonly stat: Stat | null;
}

/** What one operation gives. */
export type MultiResult<Op extends MultiOp> = Op extends { readonly type: 'create' }
  ? CreatedInMulti
  : Op extends { readonly type: 'set' }
    ? Stat
    : null;

/** What each operation gives, in order. */
export type MultiResults<Ops extends readonly MultiOp[]> = {
  readonly [I in keyof Ops]: MultiResult<Ops[I]>;
};

/** An operation of a multiRead, told apart by `type`. */
export type ReadOp =
  | { readonly type: 'get'; readonly path: string }
  | { readonly type: 'getChildren'; readonly path: string };

/** What one operation gives. */
export type ReadResult<Op extends ReadOp> =
  | (Op extends { readonly type: 'get' }
      ? { readonly type: 'get' } & Znode
      : { readonly type: 'getChildren' } & Pick<Children, 'children'>)
  | { readonly type: 'failed'; readonly error: ServerError };

/** What each operation gives, in order. */
export type ReadResults<Ops extends readonly ReadOp[]> = {
  readonly [I in keyof Ops]: ReadResult<Ops[I]>;
};

/** Bytes for the wire. */
export function bytesOf(data: Data): Uint8Array | null {
  return typeof data === 'string' ? encodeText(data) : data;
}

const FLAGS: Readonly<Record<CreateMode, number>> = {
  persistent: Flags.persistent,
  'persistent-sequential': Flags.persistentSequential,
  ephemeral: Flags.ephemeral,
  'ephemeral-sequential': Flags.ephemeralSequential,
  container: Flags.container,
};

const FLAGS_WITH_TTL: Readonly<Partial<Record<CreateMode, number>>> = {
  persistent: Flags.persistentWithTTL,
  'persistent-sequential': Flags.persistentSequentialWithTTL,
};

/** A create as the wire has it: one that gives the stat. */
type CreateOnWire = Extract<WriteOp, { type: 'create2' | 'createContainer' | 'createTTL' }>;

/**
 * A create as the wire has it.
 *
 * @throws KeeperError of code `bad-path`, or `bad-option` for a lifetime with another mode
 */
export function createOp(op: CreateOp, chroot: Chroot): CreateOnWire {
  const { mode = 'persistent', ttlMs, acl = OPEN_ACL } = op;
  const place = { operation: 'create', path: op.path };
  const isSequential = mode.endsWith('sequential');
  checkPath(op.path, place, isSequential);
  // The number follows: of `/` below a chroot that is a name below it, not an end to its own.
  const begin = isSequential && op.path === '/' ? childOf(chroot.path, '') : chroot.whole(op.path);
  const body = { path: begin, data: bytesOf(op.data ?? null), acl };
  if (ttlMs === undefined) {
    const type = mode === 'container' ? 'createContainer' : 'create2';
    return { type, body: { ...body, flags: FLAGS[mode] } };
  }
  const flags = FLAGS_WITH_TTL[mode];
  if (flags === undefined) {
    throw new KeeperError('bad-option', `ttlMs does not go with mode ${mode}`, { place });
  }
  if (!Number.isSafeInteger(ttlMs) || ttlMs <= 0) {
    const problem = `ttlMs is ${ttlMs}, and must be a whole number above 0`;
    throw new KeeperError('bad-option', problem, { place });
  }
  return { type: 'createTTL', body: { ...body, flags, ttl: BigInt(ttlMs) } };
}

/** An operation of a multi as the wire has it. */
export function writeOp(op: MultiOp, chroot: Chroot): WriteOp {
  if (op.type === 'create') return createOp(op, chroot);
  const { type, version = -1 } = op;
  checkPath(op.path, { operation: `multi: ${type}`, path: op.path });
  const path = chroot.whole(op.path);
  switch (type) {
    case 'delete':
      return { type, body: { path, version } };
    case 'set':
      return { type: 'setData', body: { path, data: bytesOf(op.data), version } };
    case 'check':
      return { type, body: { path, version } };
  }
}

/** An operation of a multiRead as the wire has it. */
export function readOp({ type, path }: ReadOp, chroot: Chroot): WireRead {
  checkPath(path, { operation: `multiRead: ${type}`, path });
  const body = { path: chroot.whole(path), watch: false };
  return type === 'get' ? { type: 'getData', body } : { type: 'getChildren', body };
}

/** What the operations of a multi give. @throws MultiError where one could not be done */
export function resultsOf(
  response: MultiResponse,
  chroot: Chroot,
  place: ErrorPlace,
): (CreatedInMulti | Stat | null)[] {
  const index = response.findIndex(
    (result) => result.type === 'error' && result.body.err !== ErrorCode.ok,
  );
  const failed = response[index];
  if (failed?.type === 'error') throw new MultiError(index, failed.body.err, place);
  return response.map((result) => resultOf(result, chroot));
}

function resultOf(result: OpResult, chroot: Chroot): CreatedInMulti | Stat | null {
  switch (result.type) {
    case 'create':
      return { path: chroot.inner(result.body.path ?? ''), stat: null };
    case 'create2':
      return { path: chroot.inner(result.body.path ?? ''), stat: result.body.stat };
    case 'setData':
      return result.body.stat;
    default:
      return null;
  }
}

/** What the operations of a multiRead give. */
export function readResultsOf(
  response: MultiResponse,
  ops: readonly ReadOp[],
): ReadResult<ReadOp>[] {
  return response.map((result, index): ReadResult<ReadOp> => {
    const place = { operation: 'multiRead', path: ops[index]?.path ?? null };
    switch (result.type) {
      case 'getData':
        return { type: 'get', data: result.body.data?.slice() ?? null, stat: result.body.stat };
      case 'getChildren':
        return { type: 'getChildren', children: namesIn(result.body.children) };
      case 'error':
        return { type: 'failed', error: new ServerError(result.body.err, place) };
      default:
        throw new KeeperError('bad-answer', `a ${result.type} answers a read`, { place });
    }
  });
}

/** Names, where the wire has room for nulls that never come. */
export function namesIn(names: readonly (string | null)[] | null): string[] {
  return (names ?? []).filter((name) => name !== null);
}
