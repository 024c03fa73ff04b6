/**
 * A client of ZooKeeper's protocol, for this project's server and for Apache's: the session, the
 * operations, and what to do when connections break. `@menagerie/client/node` and
 * `@menagerie/client/browser` connect it.
 *
 * ```js
 * import { isKeeperError } from '@menagerie/client';
 * import { connect } from '@menagerie/client/node';
 *
 * const zk = await connect('127.0.0.1:2181');
 * const { path } = await zk.create('/jobs/job-', 'paint the cage', {
 *   mode: 'persistent-sequential',
 *   parents: 'container',
 * });
 * const { data, stat } = await zk.get(path);
 * console.log(path, new TextDecoder().decode(data), stat.version);
 * await zk.set(path, 'done', { version: 7 }).catch((error) => {
 *   if (isKeeperError(error, 'bad-version')) console.log('somebody else was quicker');
 * });
 * await zk.close();
 * ```
 *
 * @packageDocumentation
 */
export type { ACL, ClientInfo, Stat } from '@menagerie/jute';
export { Perms } from '@menagerie/jute';
export { type DataCodec, jsonData, rawData, textData } from './codec.ts';
export { type ClientOptions, type Credential, open } from './connect.ts';
export {
  AbortError,
  type ClientCode,
  ConnectionError,
  type Effect,
  type ErrorDetails,
  type ErrorPlace,
  isKeeperError,
  KeeperError,
  type KeeperErrorCode,
  MultiError,
  type ServerCode,
  ServerError,
} from './errors.ts';
export { clientAddressesIn } from './follow-config.ts';
export type { ClientMetrics } from './metrics.ts';
export {
  CREATOR_ACL,
  type CreatedInMulti,
  type CreateOp,
  type MultiOp,
  type MultiResult,
  type MultiResults,
  OPEN_ACL,
  READ_ACL,
  type ReadOp,
  type ReadResult,
  type ReadResults,
} from './multi.ts';
export { type Outcome, outcomeOf } from './outcome.ts';
export { childOf, nameOf, parentOf, pathTrouble, sequenceOf } from './path.ts';
export { createProtected, type Protection, unprotectedName } from './protect.ts';
export { type BackoffOptions, backoff, type Failure, type RetryPolicy } from './retry.ts';
export type { ReconnectOptions } from './session/dialer.ts';
export type { SaslUser } from './session/login.ts';
export type { SessionState, SessionTicket } from './session/state.ts';
export type { ChangeType, WatchEvent, Watcher } from './session/watches.ts';
export type { Signal } from './signal.ts';
export { decodeText, encodeText } from './text.ts';
export type { Link, LinkEvents, Transport } from './transport.ts';
export {
  type ParamsOf,
  type PathParams,
  type TypedClient,
  TypedZnode,
  type Valued,
  ZnodeFamily,
} from './typed.ts';
export { Watch, type WatchedEvent } from './watch.ts';
export type { World } from './world.ts';
export type {
  AccessList,
  CallOptions,
  Children,
  Client,
  ConfigChange,
  Created,
  CreateMode,
  CreateOptions,
  Data,
  ReadOptions,
  VersionOptions,
  WatchingOptions,
  WatchOptions,
  WatchTarget,
  Znode,
  ZooKeeper,
} from './zookeeper.ts';
