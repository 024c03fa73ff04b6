"""Contends by kazoo's recipes: hosts, what for, how often. Exits with 1 where something overlaps."""

import logging
import sys
import time

from kazoo.client import KazooClient
from kazoo.exceptions import BadVersionError
from kazoo.recipe.barrier import DoubleBarrier
from kazoo.recipe.election import Election
from kazoo.recipe.lock import Lock, ReadLock, WriteLock
from kazoo.recipe.queue import LockingQueue

logging.basicConfig(level=logging.ERROR)
HOSTS, WHAT, TIMES = sys.argv[1], sys.argv[2], int(sys.argv[3])


class SharedLock(Lock):
    """With the name that Curator orders by: so all three contend on one path."""

    _NODE_NAME = '-lock-'
    _EXCLUDE_NAMES = ['-lock-', '__lock__']


class SharedWriteLock(WriteLock):
    _NODE_NAME = '-__WRIT__'
    _EXCLUDE_NAMES = ['__WRIT__', '__READ__']


class SharedReadLock(ReadLock):
    _NODE_NAME = '-__READ__'
    _EXCLUDE_NAMES = ['__WRIT__']


def ledger(zk, change):
    while True:
        data, stat = zk.get('/ledger')
        row = [int(word) for word in data.split()]
        change(row)
        try:
            zk.set('/ledger', ' '.join(str(word) for word in row).encode(), version=stat.version)
            return
        except BadVersionError:
            pass


def enter(zk, kind, token):
    seen = {'looks': 0, 'bad': False}

    def change(row):
        writers, readers, _, _, _, last = row
        seen['looks'] += 1
        # Once seen it stays so. And whoever is alone writes at the first attempt.
        if kind == 'write':
            seen['bad'] |= writers > 0 or readers > 0 or token <= last or seen['looks'] > 1
            row[5] = max(token, last)
            row[0] += 1
        else:
            seen['bad'] |= writers > 0
            row[1] += 1
        row[4] += seen['bad']
        row[3] += 1

    ledger(zk, change)


def leave(zk, kind):
    def change(row):
        row[0 if kind == 'write' else 1] -= 1

    ledger(zk, change)


def inside(zk, lock, kind):
    _, stat = zk.get(lock.path + '/' + lock.node)
    enter(zk, kind, stat.czxid)
    leave(zk, kind)


def within(zk, lock, kind='write'):
    lock.acquire()
    inside(zk, lock, kind)
    lock.release()


def together(zk):
    """Waits until all are there, where they are to begin or to end together."""
    if zk.exists('/stay') is None:
        return
    zk.create('/seen/kazoo')
    while zk.exists('/stay') is not None:
        time.sleep(0.02)


def main():
    zk = KazooClient(hosts=HOSTS, timeout=30)
    zk.start(timeout=60)
    if WHAT != 'join':
        together(zk)
    if WHAT == 'lock':
        for _ in range(TIMES):
            within(zk, SharedLock(zk, '/contended'))
    elif WHAT == 'plain-lock':
        for _ in range(TIMES):
            within(zk, zk.Lock('/contended', extra_lock_patterns=['-lock-']))
    elif WHAT == 'read-write':
        for turn in range(TIMES):
            if turn % 2 == 0:
                within(zk, SharedWriteLock(zk, '/contended'))
            else:
                within(zk, SharedReadLock(zk, '/contended'), 'read')
    elif WHAT == 'election':
        election = Election(zk, '/contended')
        election.lock = SharedLock(zk, '/contended')
        for _ in range(TIMES):
            election.run(inside, zk, election.lock, 'write')
    elif WHAT == 'meeting':
        for number in range(TIMES):
            barrier = DoubleBarrier(zk, '/contended/%d' % number, 3, 'kazoo')
            zk.create('/came/%d/kazoo' % number)
            barrier.enter()
            if len(zk.get_children('/came/%d' % number)) != 3:
                sys.exit('let in before all had come')
            # Its enter hangs where others leave between its look for `ready` and its count.
            zk.create('/met/%d/kazoo' % number)
            while len(zk.get_children('/met/%d' % number)) != 3:
                time.sleep(0.001)
            barrier.leave()
    elif WHAT == 'count':
        counter = zk.Counter('/contended')
        for _ in range(TIMES):
            counter += 1
    elif WHAT == 'join':
        party = zk.Party('/contended', 'kazoo')
        party.join()
        while len(party) < TIMES:
            time.sleep(0.05)
        print('\n'.join(sorted(party)), flush=True)
        together(zk)
    elif WHAT == 'put':
        queue = LockingQueue(zk, '/contended')
        for number in range(TIMES):
            queue.put(('kazoo %d' % number).encode())
    elif WHAT == 'take':
        queue = LockingQueue(zk, '/contended')
        for _ in range(TIMES):
            print(queue.get().decode(), flush=True)
            queue.consume()
    zk.stop()
    zk.close()


main()
