/**
 * ZooKeeper's replicated tree as a pure state machine: committed commands go in, replies and what
 * watches are about come out.
 *
 * ```js
 * import { Tree, Watches } from '@menagerie/znode';
 *
 * const tree = new Tree();
 * const watches = new Watches({ identities: () => [] });
 * const acl = [{ perms: 31, id: { scheme: 'world', id: 'anyone' } }];
 * const create = { type: 'create', body: { path: '/lock-', data: null, acl, flags: 3 } };
 * const stamp = { session: 7n, identities: [] };
 *
 * tree.apply({ type: 'createSession', zxid: 1n, time: 1000, session: 7n, timeoutMs: 4000 });
 * const { reply } = tree.apply({ type: 'request', zxid: 2n, time: 1001, ...stamp, request: create });
 * watches.watchData(1, reply.body.path);
 * const { changes } = tree.apply({ type: 'expireSession', zxid: 3n, time: 9000, session: 7n });
 * watches.fire(changes, ({ connection, path }) => console.log(connection, path));
 * ```
 *
 * @packageDocumentation
 */
export { digestId } from './access/digest.ts';
export {
  clientInfoOf,
  digestIdentities,
  ipIdentity,
  superIdentity,
  withIdentities,
} from './access/identities.ts';
export { ZnodeError, type ZnodeErrorCode } from './errors.ts';
export type { Snapshot } from './snapshot/snapshot.ts';
export type { StoredTree, StoredZnode } from './snapshot/stored.ts';
export {
  type Applied,
  type Change,
  type CloseSessionCommand,
  type Command,
  type ConfigureCommand,
  type CreateSessionCommand,
  type Identity,
  type PassCommand,
  type ReapCommand,
  type RequestCommand,
  type WriteName,
  type WriteReply,
  type WriteRequest,
} from './tree/commands.ts';
export type { TreeOptions } from './tree/options.ts';
export type { OverQuota } from './tree/quotas.ts';
export type { Reader, ReadName, ReadReply, ReadRequest, ReadResult } from './tree/read.ts';
export type { Reapable } from './tree/reap.ts';
export type { Session } from './tree/sessions.ts';
export { Tree, type TreeRestorer } from './tree/tree.ts';
export { type Notification, type Present, Watches, type WatchOptions } from './watches/watches.ts';
