/** What a tree may and must: the same on every server, for it decides what commands do. */
export interface TreeOptions {
  /** Whether TTL znodes may be created. By default they may. */
  readonly ttl?: boolean;
  /** Whether hard quotas are kept. By default they are counted only, as in ZooKeeper. */
  readonly enforceQuota?: boolean;
  /** Whether nobody needs a permission for anything. By default everybody does. */
  readonly skipACL?: boolean;
  /** Whether ACLs may name `sasl` identities. By default they may not. */
  readonly sasl?: boolean;
  /** Whether ACLs may name `x509` identities. By default they may not. */
  readonly x509?: boolean;
  /**
   * A number that nobody outside knows, for the hash table of the paths: so nobody can choose paths
   * that collide. May differ from server to server. By default 0.
   */
  readonly seed?: number;
}

/** Options of which each has a value. */
export type Settings = Readonly<Required<TreeOptions>>;

/** Options, with the default where there is none. */
export function settingsOf(options: TreeOptions): Settings {
  return {
    ttl: true,
    enforceQuota: false,
    skipACL: false,
    sasl: false,
    x509: false,
    seed: 0,
    ...options,
  };
}
