import type { ACL, Id, RequestBodies, ResponseBodies } from '@menagerie/jute';

/** The requests that change the tree. */
export type WriteName =
  | 'create'
  | 'create2'
  | 'createContainer'
  | 'createTTL'
  | 'delete'
  | 'setData'
  | 'setACL'
  | 'multi';

/** A request that changes the tree, as `@menagerie/jute` reads it. */
export type WriteRequest = {
  [K in WriteName]: { readonly type: K; readonly body: RequestBodies[K] };
}[WriteName];

/** Who somebody is, proved on a connection: a scheme and an id in it. */
export interface Identity extends Id {
  readonly scheme: string;
  readonly id: string;
}

/** What every command says. */
interface Stamped {
  /** Above all before it: the command's place in the history. */
  readonly zxid: bigint;
  /** Milliseconds since 1970, of the leader's clock: no server uses its own. */
  readonly time: number;
}

/** A client's write. */
export interface RequestCommand extends Stamped {
  readonly type: 'request';
  readonly session: bigint;
  /** Of the connection, at the time of the request. */
  readonly identities: readonly Identity[];
  readonly request: WriteRequest;
  /** A session that only one server knows. It may write, but have no ephemerals. */
  readonly local?: boolean;
}

/** Opens a session, or gives one that there is another timeout. */
export interface CreateSessionCommand extends Stamped {
  readonly type: 'createSession';
  readonly session: bigint;
  readonly timeoutMs: number;
}

/** Ends a session and with it its ephemerals: because its client said so, or for its silence. */
export interface CloseSessionCommand extends Stamped {
  readonly type: 'closeSession' | 'expireSession';
  readonly session: bigint;
}

/** Deletes a container or a TTL znode that `Tree.reapable` named, if it still is to go. */
export interface ReapCommand extends Stamped {
  readonly type: 'reap';
  readonly path: string;
  /** Of the znode that was named: one that was created at its path since is another. */
  readonly czxid: bigint;
}

/** Puts the ensemble's configuration into `/zookeeper/config`. */
export interface ConfigureCommand extends Stamped {
  readonly type: 'configure';
  readonly data: Uint8Array | null;
  /** Its version, which its stat has as `mzxid`. @default the zxid of the command */
  readonly version?: bigint;
  /** Who asks, who then needs WRITE there; null for the ensemble itself. */
  readonly identities: readonly Identity[] | null;
}

/** Takes its place in the history, and changes nothing: what the ensemble answers by itself. */
export interface PassCommand extends Stamped {
  readonly type: 'pass';
  /** What the answer is; 0 for no error. */
  readonly error: number;
}

/** What every server applies, in one order. Told apart by `type`. */
export type Command =
  | RequestCommand
  | CreateSessionCommand
  | CloseSessionCommand
  | ReapCommand
  | ConfigureCommand
  | PassCommand;

/** The body of the reply to a write that succeeded, told apart by the `type` of the request. */
export type WriteReply = {
  [K in WriteName | 'reconfig' | 'closeSession']: {
    readonly type: K;
    readonly body: ResponseBodies[K];
  };
}[WriteName | 'reconfig' | 'closeSession'];

/** Something that watches can be about. */
export interface Change {
  readonly type: 'created' | 'deleted' | 'dataChanged';
  readonly path: string;
  /** Of the znode, when it happened: who may hear of it. */
  readonly acl: readonly ACL[];
  /** Of the parent, when it happened: who may hear that its children changed. */
  readonly parentAcl: readonly ACL[];
}

/** What became of a command. */
export interface Applied {
  readonly zxid: bigint;
  /** See `ErrorCode`. A multi whose operations failed has 0 here, and says so in its reply. */
  readonly error: number;
  /** Null where there is an error, and for commands that no client waits for. */
  readonly reply: WriteReply | null;
  /** In the order in which they happened. */
  readonly changes: readonly Change[];
}
