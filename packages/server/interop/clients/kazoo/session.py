"""Every call of kazoo, on the servers that the first argument names; a line of JSON for each."""

import json
import os
import subprocess
import sys
import threading
import time
from datetime import timedelta

from kazoo.client import KazooClient
from kazoo.exceptions import KazooException
from kazoo.protocol.states import WatchedEvent, ZnodeStat
from kazoo.recipe.cache import TreeCache
from kazoo.recipe.partitioner import SetPartitioner
from kazoo.security import ACL, Id, make_acl, make_digest_acl

HOSTS = sys.argv[1]


def plain(value):
    if isinstance(value, bytes):
        return value.decode('latin1')
    if isinstance(value, (ZnodeStat, WatchedEvent, ACL, Id)):
        return {name: plain(field) for name, field in value._asdict().items()}
    if isinstance(value, Exception):
        return type(value).__name__
    if isinstance(value, (list, tuple)):
        return [plain(one) for one in value]
    if isinstance(value, (set, frozenset)):
        return sorted(plain(one) for one in value)
    return value


def line(call, **found):
    print(json.dumps({'call': call, **found}), flush=True)


def call(name, act):
    try:
        result = act()
    except (KazooException, ValueError, TypeError) as error:
        line(name, error=type(error).__name__)
        return None
    line(name, result=plain(result))
    return result


class Events:
    """What watchers were told, each with its name."""

    def __init__(self):
        self.seen = []
        self.changed = threading.Condition()

    def __call__(self, name):
        def note(event):
            with self.changed:
                self.seen.append({'watch': name, **plain(event)})
                self.changed.notify_all()

        return note

    def told(self, name, count):
        with self.changed:
            self.changed.wait_for(lambda: len(self.seen) >= count, timeout=5)
            line(name, events=self.seen)
            self.seen = []


def wait_for(holds):
    for _ in range(1000):
        if holds():
            return True
        time.sleep(0.01)
    return False


def children(found):
    """Their order is promised nowhere."""
    if isinstance(found, tuple):
        return [sorted(found[0]), found[1]]
    return sorted(found)


def client(**options):
    opened = KazooClient(hosts=HOSTS, timeout=10, randomize_hosts=False, **options)
    opened.start(timeout=30)
    return opened


def basics(zk):
    events = Events()
    call('create /a', lambda: zk.create('/a', b'one'))
    call('create /a again', lambda: zk.create('/a', b'one'))
    call('create below nothing', lambda: zk.create('/none/a', b'one'))
    call('create makes parents', lambda: zk.create('/p/q/r', b'', makepath=True))
    call('create with its stat', lambda: zk.create('/a/stat', b'xyz', include_data=True))
    call('create sequence', lambda: zk.create('/a/s-', b'', sequence=True))
    call('create sequence again', lambda: zk.create('/a/s-', b'', sequence=True))
    call('create ephemeral', lambda: zk.create('/a/e', b'', ephemeral=True))
    call('create below ephemeral', lambda: zk.create('/a/e/x', b''))
    call('create ephemeral sequence', lambda: zk.create('/a/es-', b'', ephemeral=True, sequence=True))
    call('create nothing in it', lambda: zk.create('/a/null'))
    call('create odd path', lambda: zk.create('/a/\x01', b''))
    call('create unicode', lambda: zk.create('/a/é中文', 'é中文'.encode()))
    call('ensure_path', lambda: zk.ensure_path('/p/q/s/t'))
    call('ensure_path again', lambda: zk.ensure_path('/p/q/s/t'))
    call('exists', lambda: zk.exists('/a'))
    call('exists ephemeral', lambda: zk.exists('/a/e').ephemeralOwner == zk.client_id[0])
    call('exists nothing', lambda: zk.exists('/b'))
    call('get', lambda: zk.get('/a'))
    call('get unicode', lambda: zk.get('/a/é中文'))
    call('get nothing', lambda: zk.get('/b'))
    call('get_children', lambda: children(zk.get_children('/a')))
    call('get_children with stat', lambda: children(zk.get_children('/a', include_data=True)))
    call('get_children of nothing', lambda: zk.get_children('/b'))
    call('get_children of /', lambda: children(zk.get_children('/')))
    call('get_children of /zookeeper', lambda: children(zk.get_children('/zookeeper')))
    call('set', lambda: zk.set('/a', b'two'))
    call('set wrong version', lambda: zk.set('/a', b'two', version=7))
    call('set right version', lambda: zk.set('/a', b'three', version=1))
    call('set nothing', lambda: zk.set('/b', b''))
    call('sync', lambda: zk.sync('/a'))
    call('delete with children', lambda: zk.delete('/a'))
    call('delete wrong version', lambda: zk.delete('/a/stat', version=3))
    call('delete', lambda: zk.delete('/a/stat', version=0))
    call('delete nothing', lambda: zk.delete('/a/stat'))

    call('watch exists', lambda: zk.exists('/w', watch=events('exists')))
    call('create watched', lambda: zk.create('/w', b''))
    events.told('told of creation', 1)
    call('watch get', lambda: zk.get('/w', watch=events('get')))
    call('watch get_children', lambda: zk.get_children('/w', watch=events('children')))
    call('set watched', lambda: zk.set('/w', b'x'))
    events.told('told of data', 1)
    call('create below watched', lambda: zk.create('/w/c', b''))
    events.told('told of children', 1)
    call('watch both', lambda: [zk.get('/w/c', watch=events('get')), zk.get_children('/w/c', watch=events('children'))])
    call('delete watched', lambda: zk.delete('/w/c'))
    events.told('told of deletion', 2)
    call('delete recursive', lambda: zk.delete('/p', recursive=True))
    call('exists after it', lambda: zk.exists('/p'))

    for name in ('create_async', 'get_async', 'exists_async', 'get_children_async', 'set_async',
                 'get_acls_async', 'sync_async', 'ensure_path_async', 'delete_async'):
        given = {'create_async': ('/async', b'x'), 'set_async': ('/async', b'y')}.get(name, ('/async',))
        call(name, lambda: getattr(zk, name)(*given).get(timeout=10))
    call('set_acls_async', lambda: zk.set_acls_async('/a', make_acl_list()).get(timeout=10))
    call('unchroot', lambda: zk.unchroot('/a'))
    call('retry', lambda: zk.retry(zk.get, '/a'))


def make_acl_list():
    return [make_acl('world', 'anyone', all=True)]


def access(zk):
    call('get_acls', lambda: zk.get_acls('/a'))
    call('create closed', lambda: zk.create('/acl', b'', acl=[make_digest_acl('user', 'word', all=True)]))
    call('get without', lambda: zk.get('/acl'))
    call('get_children without', lambda: zk.get_children('/acl'))
    call('set without', lambda: zk.set('/acl', b'x'))
    call('create below without', lambda: zk.create('/acl/c', b''))
    call('set_acls without', lambda: zk.set_acls('/acl', make_acl_list()))
    call('get_acls without', lambda: zk.get_acls('/acl'))
    call('add_auth', lambda: zk.add_auth('digest', 'user:word'))
    call('get with', lambda: zk.get('/acl'))
    call('get_acls with', lambda: zk.get_acls('/acl'))
    call('create below with', lambda: zk.create('/acl/c', b''))
    call('set_acls wrong version', lambda: zk.set_acls('/acl', make_acl_list(), version=5))
    call('set_acls', lambda: zk.set_acls('/acl', make_acl_list(), version=0))
    call('get_acls set', lambda: zk.get_acls('/acl'))
    call('invalid acl', lambda: zk.create('/acl/i', b'', acl=[make_acl('nope', 'x', all=True)]))
    call('acl of auth', lambda: zk.create('/acl/auth', b'', acl=[make_acl('auth', '', all=True)]))
    call('get_acls of auth', lambda: zk.get_acls('/acl/auth'))
    call('acl of address', lambda: zk.create('/acl/ip', b'', acl=[make_acl('ip', '10.0.0.0/8', read=True)]))
    call('get from elsewhere', lambda: zk.get('/acl/ip'))


def refused():
    """Who gives no valid proof is told so, and his connection ends."""
    other = client()
    call('add_auth refused', lambda: other.add_auth('bogus', 'x:y'))
    other.stop()
    other.close()


def transactions(zk):
    def committed(*acts):
        transaction = zk.transaction()
        for name, *given in acts:
            getattr(transaction, name)(*given)
        return transaction.commit()

    call('transaction', lambda: committed(
        ('create', '/t', b''), ('create', '/t/x', b'1'), ('set_data', '/t/x', b'2'),
        ('check', '/t/x', 1), ('delete', '/t/x')))
    call('transaction rolled back', lambda: committed(
        ('create', '/t/y', b''), ('check', '/t', 9), ('delete', '/t')))
    call('nothing of it', lambda: zk.exists('/t/y'))
    call('transaction of nothing', lambda: committed())
    call('transaction of modes', lambda: committed(
        ('create', '/t/e', b'', None, True), ('create', '/t/s-', b'', None, False, True)))
    call('get_children after', lambda: children(zk.get_children('/t')))


def words(zk):
    call('reconfig', lambda: zk.reconfig(joining='server.9=127.0.0.1:1:2;3', leaving=None, new_members=None))
    call('get config', lambda: zk.get('/zookeeper/config')[0] is not None)
    call('get quota', lambda: zk.get('/zookeeper/quota'))


def watchers(zk, other):
    seen = []

    @zk.DataWatch('/watched')
    def data(value, stat, event):
        seen.append([plain(value), plain(stat), event and event.type])

    zk.create('/watched', b'1')
    wait_for(lambda: len(seen) >= 2)
    other.sync('/watched')
    other.set('/watched', b'2')
    wait_for(lambda: len(seen) >= 3)
    other.delete('/watched')
    wait_for(lambda: len(seen) >= 4)
    line('DataWatch', result=seen)

    lists = []
    zk.create('/listed', b'')

    @zk.ChildrenWatch('/listed', send_event=True)
    def listed(names, event):
        lists.append([sorted(names), event and event.type])

    wait_for(lambda: len(lists) >= 1)
    other.sync('/listed')
    other.create('/listed/a', b'')
    wait_for(lambda: len(lists) >= 2)
    other.delete('/listed/a')
    wait_for(lambda: len(lists) >= 3)
    other.delete('/listed')
    time.sleep(0.1)
    line('ChildrenWatch', result=lists)

    cached = []
    zk.create('/tree', b'')
    cache = TreeCache(zk, '/tree')
    cache.listen(lambda event: cached.append([event.event_type, plain(event.event_data)]))
    cache.start()
    wait_for(lambda: len(cached) >= 2)
    zk.create('/tree/a', b'1')
    wait_for(lambda: len(cached) >= 3)
    zk.set('/tree/a', b'2')
    wait_for(lambda: len(cached) >= 4)
    zk.delete('/tree/a')
    wait_for(lambda: len(cached) >= 5)
    line('TreeCache', result=cached)
    cache.close()


def locks(zk, other):
    first, second = zk.Lock('/lock', 'first'), other.Lock('/lock', 'second')
    call('Lock.acquire', lambda: first.acquire())
    call('Lock.acquire held', lambda: second.acquire(blocking=False))
    call('Lock.acquire in time', lambda: attempt(lambda: second.acquire(timeout=0.1)))
    call('Lock.contenders', lambda: first.contenders())
    waiter = threading.Thread(target=second.acquire)
    waiter.start()
    wait_for(lambda: len(zk.get_children('/lock')) == 2)
    call('Lock.contenders of two', lambda: first.contenders())
    call('Lock.release', lambda: first.release())
    waiter.join(10)
    call('Lock handed over', lambda: [first.is_acquired, second.is_acquired])
    call('Lock.release second', lambda: second.release())

    reader, writer = zk.ReadLock('/rw', 'r'), other.WriteLock('/rw', 'w')
    call('ReadLock.acquire', lambda: reader.acquire())
    call('WriteLock.acquire held', lambda: writer.acquire(blocking=False))
    call('ReadLock.release', lambda: reader.release())
    other.sync('/rw')
    call('WriteLock.acquire', lambda: writer.acquire())
    call('WriteLock.release', lambda: writer.release())

    semaphores = [each.Semaphore('/sem', name, max_leases=1) for each, name in ((zk, 'a'), (other, 'b'))]
    call('Semaphore.acquire', lambda: semaphores[0].acquire())
    other.sync('/sem')
    call('Semaphore.acquire full', lambda: semaphores[1].acquire(blocking=False))
    call('Semaphore.lease_holders', lambda: semaphores[0].lease_holders())
    call('Semaphore.release', lambda: semaphores[0].release())

    led = []
    election = zk.Election('/elect', 'candidate')
    call('Election.run', lambda: election.run(lambda: led.append(election.contenders())))
    line('led', result=led)


def attempt(act):
    try:
        return act()
    except KazooException as error:
        return error


def gatherings(zk, other):
    barrier = zk.Barrier('/barrier')
    call('Barrier.create', lambda: barrier.create())
    other.sync('/barrier')
    found = []
    waiter = threading.Thread(target=lambda: found.append(other.Barrier('/barrier').wait(timeout=10)))
    waiter.start()
    call('Barrier.remove', lambda: barrier.remove())
    waiter.join(10)
    line('Barrier.wait', result=found)

    doubles = [each.DoubleBarrier('/double', 2, name) for each, name in ((zk, 'a'), (other, 'b'))]
    both(doubles, 'enter')
    line('DoubleBarrier.enter', result=[double.participating for double in doubles])
    both(doubles, 'leave')
    line('DoubleBarrier.leave', result=[double.participating for double in doubles])

    party, guest = zk.Party('/party', 'one'), other.Party('/party', 'two')
    call('Party.join', lambda: party.join())
    call('Party.join of two', lambda: guest.join())
    zk.sync('/party')
    call('Party members', lambda: [sorted(party), len(party)])
    call('Party.leave', lambda: guest.leave())
    zk.sync('/party')
    call('Party members left', lambda: [sorted(party), len(party)])
    shallow = zk.ShallowParty('/shallow', 'one')
    call('ShallowParty.join', lambda: shallow.join())
    call('ShallowParty members', lambda: [sorted(shallow), len(shallow)])

    call('Counter', lambda: count(zk.Counter('/counter')))
    call('Counter again', lambda: count(other.Counter('/counter')))
    queue = zk.Queue('/queue')
    call('Queue.put', lambda: [queue.put(b'b', 20), queue.put(b'a', 10)])
    call('Queue.get', lambda: [len(queue), queue.get(), queue.get(), queue.get()])
    locking = zk.LockingQueue('/locking')
    call('LockingQueue.put', lambda: [locking.put(b'b', 20), locking.put_all([b'a', b'c'], 10)])
    call('LockingQueue.get', lambda: [locking.get(5), locking.holds_lock(), locking.consume()])
    call('LockingQueue.release', lambda: [locking.get(5), locking.release(), len(locking)])

    call('NonBlockingLease', lambda: bool(zk.NonBlockingLease('/lease', timedelta(seconds=60), 'one')))
    other.sync('/lease')
    call('NonBlockingLease held', lambda: bool(other.NonBlockingLease('/lease', timedelta(seconds=60), 'two')))
    call('MultiNonBlockingLease', lambda: bool(zk.MultiNonBlockingLease(2, '/leases', timedelta(seconds=60), 'x')))

    partitioner = SetPartitioner(zk, '/part', set=(1, 2, 3), identifier='me', time_boundary=0.2)
    wait_for(lambda: not partitioner.allocating)
    call('SetPartitioner', lambda: [partitioner.state, list(partitioner)])
    partitioner.finish()


def both(doubles, name):
    threads = [threading.Thread(target=getattr(double, name)) for double in doubles]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(10)


def count(counter):
    counter += 2
    counter -= 1
    return [counter.value, counter.pre_value, counter.post_value]


def lives(zk):
    """A session that ends, and what it owned; one that is taken up again; one with a root of its own."""
    states = []
    mortal = client()
    mortal.add_listener(lambda state: states.append(str(state)))
    mortal.create('/mortal', b'', ephemeral=True)
    zk.sync('/mortal')
    events = Events()
    call('watch ephemeral', lambda: zk.exists('/mortal', watch=events('exists')).ephemeralOwner == mortal.client_id[0])
    call('stop', lambda: mortal.stop())
    events.told('told of its end', 1)
    call('restart', lambda: mortal.restart())
    call('restarted', lambda: [mortal.connected, mortal.exists('/mortal')])
    mortal.stop()
    mortal.close()
    line('states', result=states)

    left = subprocess.run([sys.executable, __file__, HOSTS, 'leave'], capture_output=True, check=True)
    number, password = json.loads(left.stdout)
    heir = KazooClient(hosts=HOSTS, timeout=10, client_id=(number, bytes.fromhex(password)))
    heir.start(timeout=30)
    call('taken up', lambda: [heir.client_id[0] == number, heir.sync('/'), heir.exists('/kept')])
    heir.stop()
    heir.close()

    rooted = KazooClient(hosts=HOSTS + '/root', timeout=10)
    rooted.start(timeout=30)
    call('chroot ensure_path', lambda: rooted.ensure_path('/in'))
    call('chroot create', lambda: rooted.create('/in/x', b'', include_data=True))
    call('chroot get_children', lambda: children(rooted.get_children('/in')))
    rooted.stop()
    rooted.close()
    zk.sync('/root')
    call('beside the root', lambda: zk.exists('/root/in/x'))


def leave():
    """A session that nobody ends, for another process to take up."""
    keeper = client()
    keeper.create('/kept', b'', ephemeral=True)
    number, password = keeper.client_id
    print(json.dumps([number, password.hex()]), flush=True)
    os._exit(0)


if len(sys.argv) > 2:
    leave()
zk = client()
line('state', result=[zk.connected, str(zk.state), zk.client_state])
basics(zk)
access(zk)
refused()
transactions(zk)
words(zk)
other = client()
watchers(zk, other)
locks(zk, other)
gatherings(zk, other)
lives(zk)
other.stop()
other.close()
call('stop', lambda: zk.stop())
call('close', lambda: zk.close())
