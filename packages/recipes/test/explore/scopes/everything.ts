import type { Explored } from '../../model/check.ts';
import { barrier, doubleBarrier } from './barriers.ts';
import { caches } from './caches.ts';
import { counter } from './counter.ts';
import { discovery } from './discovery.ts';
import { leaderLatch } from './leader-latch.ts';
import { membership } from './membership.ts';
import { multiLock } from './multi-lock.ts';
import { mutex } from './mutex.ts';
import { persistentNode } from './persistent-node.ts';
import { claimQueue, queue } from './queues.ts';
import { readWriteLock } from './read-write-lock.ts';
import { reentrantMutex } from './reentrant-mutex.ts';
import { revocation } from './revocation.ts';
import { semaphoreModel } from './semaphore.ts';
import { setPartitioner } from './set-partitioner.ts';
import { settings } from './settings.ts';
import { transaction } from './transaction.ts';
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
