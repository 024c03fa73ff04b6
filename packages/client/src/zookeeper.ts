import type { ACL, ClientInfo, Stat } from '@menagerie/jute';
import type { MultiOp, MultiResults, ReadOp, ReadResults } from './multi.ts';
import type { RetryPolicy } from './retry.ts';
import type { SessionState, SessionTicket } from './session/state.ts';
import type { Watcher } from './session/watches.ts';
import type { Signal } from './signal.ts';
import type { Watch } from './watch.ts';

/** Bytes of a znode; a text is taken as UTF-8. Null and empty are two things, and both are kept. */
export type Data = Uint8Array | string | null;

/** How a znode lives, and whether its name gets a number. */
export type CreateMode =
  | 'persistent'
  | 'persistent-sequential'
  | 'ephemeral'
  | 'ephemeral-sequential'
  /** Goes some time after its last child. */
  | 'container';

/** For every call. */
export interface CallOptions {
  /** Gives the call up; what was sent may happen all the same. */
  readonly signal?: Signal;
  /** For this call, instead of the client's. */
  readonly retry?: RetryPolicy;
}

/** For calls that read. */
export interface ReadOptions extends CallOptions {
  /**
   * Whether to see everything that was answered to anybody before: a `sync` goes ahead. It is as good
   * as the server's `sync`: ours asks a quorum, Apache's trusts its leader. @default false
   */
  readonly linearizable?: boolean;
}

/** For calls that read and can leave a watch. */
export interface WatchingOptions extends ReadOptions {
  /**
   * Is told once, of the next change of what was read; or that the session is over. A watcher that
   * already watches the same in the same way is told once only.
   */
  readonly watch?: Watcher;
}

/** For calls that expect a version. */
export interface VersionOptions extends CallOptions {
  /** Any where not given. */
  readonly version?: number;
}

/** How a znode is created. */
export interface CreateOptions extends CallOptions {
  /** @default 'persistent' */
  readonly mode?: CreateMode;
  /** Goes when it has no children and its data were not set for so long, in milliseconds. */
  readonly ttlMs?: number;
  /** @default OPEN_ACL */
  readonly acl?: readonly ACL[];
  /**
   * Whether to make sure, when the connection is lost before the answer, that there is exactly one
   * such znode. Its name then begins with `_c_`, an id and a dash, as with Curator. @default false
   */
  readonly protect?: boolean;
  /** Creates what is missing above, open and in this mode. Without it a create without parent fails. */
  readonly parents?: 'persistent' | 'container';
}

/** A znode that was created. */
export interface Created {
  /** With the number, if it got one. */
  readonly path: string;
  readonly stat: Stat;
}

/** A znode as it was read. */
export interface Znode {
  readonly data: Uint8Array | null;
  readonly stat: Stat;
}

/** The names below a znode, without order, and the znode's stat. */
export interface Children {
  readonly children: readonly string[];
  readonly stat: Stat;
}

/** Who may do what with a znode. */
export interface AccessList {
  readonly acl: readonly ACL[];
  readonly stat: Stat;
}

/** Which watches to remove or to look for. */
export type WatchTarget = 'children' | 'data' | 'any' | 'persistent' | 'persistent-recursive';

/** How {@link ZooKeeper.watch} watches. */
export interface WatchOptions extends CallOptions {
  /** Whether also what is below; then there are no `children-changed`. @default false */
  readonly recursive?: boolean;
  /** Events that wait to be taken; with one more they all become one `gap`. @default 1000 */
  readonly maxWaiting?: number;
}

/**
 * A session with a ZooKeeper ensemble. What recipes are made of: anything that behaves like this will
 * do for them.
 *
 * Requests take effect in the order of the calls, without waiting for each other. All rejections are
 * `KeeperError`s. Where a connection is lost, calls that read are asked again on the next one;
 * calls that change something are rejected, with `effect` saying whether they may have happened.
 */
export interface ZooKeeper extends AsyncDisposable {
  readonly state: SessionState;
  /** 0 before there is a session. */
  readonly sessionId: bigint;
  /** What it takes to go on with this session in another client, after this one has gone silent. */
  readonly ticket: SessionTicket;
  /** For how many milliseconds the session is certain not to have ended by silence. */
  readonly sureForMs: number;
  /** What stands for the root. */
  readonly root: string;
  /** Calls back with each state from now on, until the function returned is called. */
  onState(listener: (state: SessionState) => void): () => void;

  /**
   * Creates a znode; without data where none are given.
   *
   * @throws ServerError of code `node-exists`; `no-node` where the parent is missing;
   * `no-children-for-ephemerals` where it is ephemeral; `no-auth`, `invalid-acl`, `quota-exceeded`
   */
  create(path: string, data?: Data, options?: CreateOptions): Promise<Created>;
  /**
   * The data of a znode.
   *
   * @throws ServerError of code `no-node`, and then no watch is left; `no-auth`
   */
  get(path: string, options?: WatchingOptions): Promise<Znode>;
  /**
   * Replaces the data of a znode.
   *
   * @throws ServerError of code `no-node`, `bad-version`, `no-auth`, `quota-exceeded`
   */
  set(path: string, data: Data, options?: VersionOptions): Promise<Stat>;
  /**
   * Deletes a znode without children.
   *
   * @throws ServerError of code `no-node`, `bad-version`, `not-empty`, `no-auth`
   */
  delete(path: string, options?: VersionOptions): Promise<void>;
  /** `null` where there is no such znode. */
  exists(path: string, options?: WatchingOptions): Promise<Stat | null>;
  /**
   * The names of a znode's children.
   *
   * @throws ServerError of code `no-node`, and then no watch is left; `no-auth`
   */
  getChildren(path: string, options?: WatchingOptions): Promise<Children>;
  /**
   * Who may do what with a znode. Without the right to change that, secrets of others are `x`.
   *
   * @throws ServerError of code `no-node`, `no-auth`
   */
  getACL(path: string, options?: ReadOptions): Promise<AccessList>;
  /** The version is that of the list: `stat.aversion`. */
  setACL(path: string, acl: readonly ACL[], options?: VersionOptions): Promise<Stat>;
  /** All or nothing. Rejects with a `MultiError` that says which operation could not be done. */
  multi<const Ops extends readonly MultiOp[]>(
    ops: Ops,
    options?: CallOptions,
  ): Promise<MultiResults<Ops>>;
  /** Each by itself: a result may be an error. */
  multiRead<const Ops extends readonly ReadOp[]>(
    ops: Ops,
    options?: ReadOptions,
  ): Promise<ReadResults<Ops>>;
  /** Reads behind it show all that was answered to anybody before it. */
  sync(path?: string, options?: CallOptions): Promise<void>;
  /** Paths of this session's ephemeral znodes that begin with a text. */
  getEphemerals(prefix?: string, options?: ReadOptions): Promise<readonly string[]>;
  /** How many znodes are below, at any depth. */
  countDescendants(path: string, options?: ReadOptions): Promise<number>;
  /** The identities of this connection. */
  whoAmI(options?: CallOptions): Promise<readonly ClientInfo[]>;
  /** The members of the ensemble, as `/zookeeper/config` has them; below no chroot. */
  getConfig(options?: WatchingOptions): Promise<Znode>;
  /** Changes the members of the ensemble. */
  reconfig(change: ConfigChange, options?: CallOptions): Promise<Znode>;
  /** Adds an identity to this session's connections; a text is taken as UTF-8. */
  addAuth(scheme: string, auth: Uint8Array | string): Promise<void>;

  /** Watches a znode, which need not exist, until it is told to stop. */
  watch(path: string, options?: WatchOptions): Promise<Watch>;
  /** Stops watches of this session on a path, its watchers with them. */
  removeWatches(path: string, target?: WatchTarget, options?: CallOptions): Promise<void>;
  /** Whether the server has such a watch of this session. */
  checkWatches(path: string, target?: WatchTarget, options?: CallOptions): Promise<boolean>;

  /** The same session below a path, which is not created. Closing it closes the session. */
  chroot(path: string): ZooKeeper;
  /** Ends the session, behind all that was asked before. Never rejects. */
  close(): Promise<void>;
}

/** What `connect` gives: a {@link ZooKeeper} that has servers. */
export interface Client extends ZooKeeper {
  /** Other servers to try, from the next attempt on; the present connection stays. */
  replaceServers(servers: readonly string[]): void;
  chroot(path: string): Client;
}

/** How the members of the ensemble change: some, or all. */
export type ConfigChange = (
  | {
      /** As in a configuration file, such as `server.4=host:2888:3888;2181`. */
      readonly joining?: readonly string[];
      /** Their ids. */
      readonly leaving?: readonly string[];
    }
  | { readonly members: readonly string[] }
) & {
  /** The version of the configuration expected; any where not given. */
  readonly version?: bigint;
};
