/** The `flags` of a create. */
export const CreateMode = {
  persistent: 0,
  ephemeral: 1,
  persistentSequential: 2,
  ephemeralSequential: 3,
  container: 4,
  persistentWithTTL: 5,
  persistentSequentialWithTTL: 6,
} as const;

/** The `flags` of a create. */
export type CreateMode = (typeof CreateMode)[keyof typeof CreateMode];

/** What a create mode means. */
export interface CreateModeTraits {
  readonly ephemeral: boolean;
  readonly sequential: boolean;
  readonly container: boolean;
  readonly ttl: boolean;
}

const plain: CreateModeTraits = {
  ephemeral: false,
  sequential: false,
  container: false,
  ttl: false,
};

const traits: { readonly [Mode in CreateMode]: CreateModeTraits } = {
  0: plain,
  1: { ...plain, ephemeral: true },
  2: { ...plain, sequential: true },
  3: { ...plain, ephemeral: true, sequential: true },
  4: { ...plain, container: true },
  5: { ...plain, ttl: true },
  6: { ...plain, sequential: true, ttl: true },
};

const isCreateMode = (flags: number): flags is CreateMode => Object.hasOwn(traits, flags);

/** What the `flags` of a create mean; null for numbers that mean nothing. */
export function createModeTraits(flags: number): CreateModeTraits | null {
  return isCreateMode(flags) ? traits[flags] : null;
}

/** The bits of an ACL's `perms`. */
export const Perms = {
  read: 1,
  write: 2,
  create: 4,
  delete: 8,
  admin: 16,
  all: 31,
} as const;

/** A bit of an ACL's `perms`, or all of them. */
export type Perms = (typeof Perms)[keyof typeof Perms];

/** The `type` of a watcher event. */
export const EventType = {
  /** Of clients only: the state of the connection changed. */
  none: -1,
  nodeCreated: 1,
  nodeDeleted: 2,
  nodeDataChanged: 3,
  nodeChildrenChanged: 4,
  /** Of clients only, never sent. */
  dataWatchRemoved: 5,
  /** Of clients only, never sent. */
  childWatchRemoved: 6,
  /** Of clients only, never sent. */
  persistentWatchRemoved: 7,
} as const;

/** The `type` of a watcher event. */
export type EventType = (typeof EventType)[keyof typeof EventType];

/** The `state` of a watcher event; only `syncConnected` is ever sent. */
export const KeeperState = {
  unknown: -1,
  disconnected: 0,
  noSyncConnected: 1,
  syncConnected: 3,
  authFailed: 4,
  connectedReadOnly: 5,
  saslAuthenticated: 6,
  closed: 7,
  expired: -112,
} as const;

/** The `state` of a watcher event. */
export type KeeperState = (typeof KeeperState)[keyof typeof KeeperState];

/** The `mode` of addWatch. */
export const AddWatchMode = {
  persistent: 0,
  persistentRecursive: 1,
} as const;

/** The `mode` of addWatch. */
export type AddWatchMode = (typeof AddWatchMode)[keyof typeof AddWatchMode];

/** The `type` of removeWatches and checkWatches. */
export const WatcherType = {
  children: 1,
  data: 2,
  any: 3,
  persistent: 4,
  persistentRecursive: 5,
} as const;

/** The `type` of removeWatches and checkWatches. */
export type WatcherType = (typeof WatcherType)[keyof typeof WatcherType];
