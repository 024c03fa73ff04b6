import {
  type ACL,
  ErrorCode,
  type MultiReadRequest,
  type OpResult,
  Perms,
  type RequestBodies,
  type ResponseBodies,
} from '@menagerie/jute';
import * as c from '../store/columns.ts';
import type { Identity } from './commands.ts';
import { type Core, mayDo } from './core.ts';
import { hasNul } from './paths.ts';
import { statOf } from './stat.ts';

/** The requests that a server answers from its own tree. */
export type ReadName =
  | 'exists'
  | 'getData'
  | 'getACL'
  | 'getChildren'
  | 'getChildren2'
  | 'getAllChildrenNumber'
  | 'getEphemerals'
  | 'multiRead';

/** A request that a server answers from its own tree, as `@menagerie/jute` reads it. */
export type ReadRequest = {
  [K in ReadName]: { readonly type: K; readonly body: RequestBodies[K] };
}[ReadName];

/** The body of the reply to a read that succeeded, told apart by the `type` of the request. */
export type ReadReply = {
  [K in ReadName]: { readonly type: K; readonly body: ResponseBodies[K] };
}[ReadName];

/** What a read comes to. */
export interface ReadResult {
  /** See `ErrorCode`. */
  readonly error: number;
  /** Null where there is an error. */
  readonly reply: ReadReply | null;
}

/** Who reads. */
export interface Reader {
  readonly identities: readonly Identity[];
  readonly session: bigint;
}

/** Answers a read. Data in the reply are a view into the tree, good until it changes. */
export function read(core: Core, request: ReadRequest, reader: Reader): ReadResult {
  const outcome = outcomeOf(core, request, reader);
  return typeof outcome === 'number'
    ? { error: outcome, reply: null }
    : { error: ErrorCode.ok, reply: outcome };
}

function outcomeOf(core: Core, request: ReadRequest, reader: Reader): ReadReply | number {
  const { store } = core;
  const { rows } = store;
  if (request.type === 'multiRead') {
    return { type: request.type, body: multiRead(core, request.body, reader) };
  }
  if (request.type === 'getEphemerals') {
    const ephemerals = ephemeralsOf(core, reader.session, request.body.prefixPath);
    return { type: request.type, body: { ephemerals } };
  }
  const perms = request.type === 'getACL' ? Perms.read | Perms.admin : Perms.read;
  const row = readable(core, request.body.path, perms, reader, request.type);
  if (row < 0) return row;
  switch (request.type) {
    case 'exists':
      return { type: request.type, body: { stat: statOf(rows, row) } };
    case 'getData':
      return { type: request.type, body: { data: store.data(row), stat: statOf(rows, row) } };
    case 'getACL':
      return {
        type: request.type,
        body: { acl: shownAcl(core, row, reader), stat: statOf(rows, row) },
      };
    case 'getChildren':
      return { type: request.type, body: { children: childrenOf(core, row) } };
    case 'getChildren2':
      return {
        type: request.type,
        body: { children: childrenOf(core, row), stat: statOf(rows, row) },
      };
    case 'getAllChildrenNumber':
      return { type: request.type, body: { totalNumber: rows.get(row, c.DESCENDANTS) } };
  }
}

/** The row of a znode that somebody may read, or the error. */
export function readable(
  core: Core,
  path: string | null,
  perms: number,
  { identities }: Reader,
  type: ReadName,
): number {
  const { store } = core;
  // As in ZooKeeper, whose server stumbles over it.
  if (path === null) return ErrorCode.marshallingError;
  // It looks for one in this alone.
  if (type === 'exists' && hasNul(path)) return ErrorCode.badArguments;
  const row = store.find(path);
  if (row === c.NONE) return ErrorCode.noNode;
  return mayDo(core, store.acl(row), perms, identities) ? row : ErrorCode.noAuth;
}

function childrenOf({ store: { rows } }: Core, row: number): string[] {
  const names = new Array<string>(rows.get(row, c.CHILDREN));
  let at = rows.get(row, c.FIRST_CHILD);
  for (let i = 0; i < names.length; i += 1) {
    names[i] = rows.name(at);
    at = rows.get(at, c.NEXT_SIBLING);
  }
  return names;
}

/** The list as somebody may see it: without ADMIN, the passwords' digests are hidden. */
function shownAcl(core: Core, row: number, { identities }: Reader): readonly ACL[] {
  const acl = core.store.acl(row);
  return mayDo(core, acl, Perms.admin, identities) ? acl : acl.map(masked);
}

function masked({ perms, id: { scheme, id } }: ACL): ACL {
  const hidden = scheme === 'digest' ? `${id?.split(':')[0] ?? ''}:x` : id;
  return { perms, id: { scheme, id: hidden } };
}

function ephemeralsOf({ store, rolls }: Core, session: bigint, prefix: string | null): string[] {
  const rows = [...rolls.ephemeralsOf(session)].sort((one, other) => one - other);
  const paths = rows.map((row) => store.path(row));
  const begin = prefix?.trim() ?? '';
  return begin === '' || begin === '/'
    ? paths
    : paths.filter((path) => path.startsWith(prefix ?? ''));
}

function multiRead(core: Core, ops: MultiReadRequest, reader: Reader): readonly OpResult[] {
  return ops.map((op): OpResult => {
    const row = readable(core, op.body.path, Perms.read, reader, op.type);
    if (row < 0) return { type: 'error', body: { err: row } };
    if (op.type === 'getChildren')
      return { type: op.type, body: { children: childrenOf(core, row) } };
    const data = core.store.data(row);
    return { type: op.type, body: { data, stat: statOf(core.store.rows, row) } };
  });
}
