/**
 * Locks and the other recipes of ZooKeeper, over a client of `@menagerie/client`: with tokens against
 * paused holders, signals of loss, and nothing left behind by a lost answer.
 *
 * ```js
 * import { connect } from '@menagerie/client/node';
 * import { Mutex } from '@menagerie/recipes';
 *
 * const zk = await connect('127.0.0.1:2181');
 * await zk.create('/ledger', 'begun');
 * const grant = await new Mutex(zk, '/locks/ledger').acquire();
 * await zk.multi([grant.proof, { type: 'set', path: '/ledger', data: 'paid' }]);
 * console.log(grant.held, grant.signal.aborted);
 * await grant.release();
 * const late = [grant.proof, { type: 'set', path: '/ledger', data: 'paid twice' }];
 * await zk.multi(late).catch((error) => console.log(grant.held, error.code));
 * await zk.close();
 * ```
 *
 * @packageDocumentation
 */
export { type Changes, type Revision, Settings } from './agreements/settings.ts';
export { type Decision, Transaction } from './agreements/two-phase-commit.ts';
export { Barrier } from './barriers/barrier.ts';
export { DoubleBarrier } from './barriers/double-barrier.ts';
export { Cache, type WatchingKeeper } from './caches/cache.ts';
export { type ChildrenState, childrenCache } from './caches/children-cache.ts';
export { nodeCache } from './caches/node-cache.ts';
export { type TreeState, treeCache } from './caches/tree-cache.ts';
export type { Contender } from './claims/contest.ts';
export { Counter, type CounterOptions, type NumberFormat } from './counters/counter.ts';
export { SharedValue, type Versioned } from './counters/shared-value.ts';
export { type CandidateOptions, LeaderLatch } from './elections/leader-latch.ts';
export { LeaderSelector, type TermOptions } from './elections/leader-selector.ts';
export { isRecipeError, RecipeError, type RecipeErrorCode } from './errors.ts';
export { Grant, type LoseOn } from './grant.ts';
export {
  atRandom,
  type Balance,
  byKey,
  Discovery,
  lesserOfTwo,
  roundRobin,
  Service,
  type ServiceInstance,
} from './groups/discovery.ts';
export { HashRing } from './groups/hash-ring.ts';
export { groupOf, joinGroup, type Membership } from './groups/membership.ts';
export { PersistentNode, type PersistentNodeOptions } from './groups/persistent-node.ts';
export { SetPartitioner, type Share } from './groups/set-partitioner.ts';
export { type After, TtlKeeper, type TtlKeeperOptions } from './groups/ttl-keeper.ts';
export type { Keeper } from './keeper.ts';
export { type MultiGrant, MultiLock } from './locks/multi-lock.ts';
export { type LockOptions, Mutex, type WaitOptions } from './locks/mutex.ts';
export { ReadWriteLock } from './locks/read-write-lock.ts';
export { ReentrantMutex, type Reentry } from './locks/reentrant-mutex.ts';
export { revocationOf, revoke } from './locks/revocation.ts';
export { Semaphore } from './locks/semaphore.ts';
export { type ClaimedEntry, ClaimQueue } from './queues/claim-queue.ts';
export { FIFO, PRIORITY, Queue, type QueueOptions, type QueueOrder } from './queues/queue.ts';
export type { LossSignal } from './signals.ts';
