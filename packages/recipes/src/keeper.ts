import type { ZooKeeper } from '@menagerie/client';

/**
 * What recipes need of a session: a client of `@menagerie/client`, or anything that behaves like one.
 * The searches of this package's tests give them a modelled tree.
 */
export type Keeper = Pick<
  ZooKeeper,
  | 'state'
  | 'sessionId'
  | 'onState'
  | 'create'
  | 'get'
  | 'set'
  | 'delete'
  | 'exists'
  | 'getChildren'
  | 'multi'
  | 'sync'
>;
