import type { Explored } from '../../model/check.ts';
import { counter, membership, settings, transaction } from './agreements.ts';
import { barrier, doubleBarrier } from './barriers.ts';
import { caches } from './caches.ts';
import { discovery } from './discovery.ts';
import { reentrantMutex, revocation } from './holders.ts';
import { leaderLatch, multiLock, readWriteLock, semaphoreModel } from './locks.ts';
import { mutex } from './mutex.ts';
import { persistentNode } from './persistent-node.ts';
import { claimQueue, queue } from './queues.ts';
import { setPartitioner } from './set-partitioner.ts';
import { ttlKeeper } from './ttl-keeper.ts';

/** Every recipe that is explored. */
export const everything: readonly Explored[] = [
  mutex,
  readWriteLock,
  semaphoreModel,
  leaderLatch,
  multiLock,
  doubleBarrier,
  barrier,
  claimQueue,
  queue,
  transaction,
  counter,
  settings,
  membership,
  reentrantMutex,
  revocation,
  caches,
  persistentNode,
  ttlKeeper,
  discovery,
  setPartitioner,
];
