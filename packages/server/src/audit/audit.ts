import type { ACL, KnownRequest } from '@menagerie/jute';
import type { Applied, Identity } from '@menagerie/znode';
import type { FrontEvent } from '../client/events.ts';
import { hex } from '../words/format.ts';

/** A change that was made or refused, under the keys of ZooKeeper's audit log. */
export interface AuditEntry {
  readonly session?: string;
  readonly user?: string;
  readonly ip?: string;
  readonly operation: string;
  readonly znode?: string;
  readonly znode_type?: string;
  readonly acl?: string;
  readonly result: 'success' | 'failure' | 'invoked';
}

/** By the flags of a create. */
const MODES = [
  'persistent',
  'ephemeral',
  'persistent_sequential',
  'ephemeral_sequential',
  'container',
  'persistent_with_ttl',
  'persistent_sequential_with_ttl',
];

/** In the order in which ZooKeeper prints them. */
const PERMISSIONS = [
  [4, 'c'],
  [8, 'd'],
  [1, 'r'],
  [2, 'w'],
  [16, 'a'],
] as const;

/** An entry as ZooKeeper writes it: keys and values, with tabs between them. */
export function auditLine(entry: AuditEntry): string {
  const { session, user, ip, operation, znode, znode_type, acl, result } = entry;
  const fields = { session, user, ip, operation, znode, znode_type, acl, result };
  return Object.entries(fields)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => `${key}=${value ?? ''}`)
    .join('\t');
}

/** What an event is to the audit log: changes of the tree, made or refused. */
export function auditedIn(event: FrontEvent): readonly AuditEntry[] {
  switch (event.type) {
    case 'wrote': {
      const { session, identities, socket } = event.connection;
      const who = { session: hex(session), user: usersOf(identities), ip: socket.address };
      return changesIn(event.request, event.applied).map((change) => ({ ...who, ...change }));
    }
    case 'ended':
      return event.changes
        .filter(({ type }) => type === 'deleted')
        .map(({ path }) => ({
          session: hex(event.session),
          operation: 'ephemeralZNodeDeletionOnSessionCloseOrExpire',
          znode: path,
          result: 'success',
        }));
    default:
      return [];
  }
}

function usersOf(identities: readonly Identity[]): string {
  return identities
    .map(({ scheme, id }) => (scheme === 'digest' ? (id.split(':')[0] ?? '') : id))
    .join(',');
}

function changesIn(request: KnownRequest, { reply }: Applied): AuditEntry[] {
  const result = reply === null ? 'failure' : 'success';
  switch (request.type) {
    case 'create':
    case 'create2':
    case 'createContainer':
    case 'createTTL': {
      const made = pathIn(reply?.body ?? null);
      const { path, flags } = request.body;
      return [{ ...created(made ?? path, flags), result }];
    }
    case 'delete':
      return [{ operation: 'delete', znode: request.body.path ?? '', result }];
    case 'setData':
      return [{ operation: 'setData', znode: request.body.path ?? '', result }];
    case 'setACL': {
      const { path, acl } = request.body;
      return [{ operation: 'setAcl', znode: path ?? '', acl: shownAcl(acl ?? []), result }];
    }
    case 'multi':
      return multiChanges(request.body, reply);
    default:
      return [];
  }
}

/** The path that a create came to. */
function pathIn(body: object | null): string | null {
  return body !== null && 'path' in body && typeof body.path === 'string' ? body.path : null;
}

function created(path: string | null, flags: number) {
  return { operation: 'create', znode: path ?? '', znode_type: MODES[flags] ?? 'unknown' };
}

function multiChanges(
  ops: Extract<KnownRequest, { readonly type: 'multi' }>['body'],
  reply: Applied['reply'],
): AuditEntry[] {
  const results = reply?.type === 'multi' ? reply.body : [];
  if (results.length === 0 || results.some(({ type }) => type === 'error')) {
    return [{ operation: 'multiOperation', result: 'failure' }];
  }
  return ops.flatMap((op, at): AuditEntry[] => {
    const made = results[at]?.body ?? null;
    switch (op.type) {
      case 'create':
      case 'create2':
      case 'createContainer':
      case 'createTTL': {
        return [{ ...created(pathIn(made) ?? op.body.path, op.body.flags), result: 'success' }];
      }
      case 'delete':
      case 'setData':
        return [{ operation: op.type, znode: op.body.path ?? '', result: 'success' }];
      case 'check':
        return [];
    }
  });
}

function shownAcl(acl: readonly ACL[]): string {
  return acl
    .map(({ perms, id }) => {
      const letters = PERMISSIONS.filter(([bit]) => (perms & bit) !== 0).map(
        ([, letter]) => letter,
      );
      return `${id.scheme ?? ''}:${id.id ?? ''}:${letters.join('')}`;
    })
    .join('');
}
