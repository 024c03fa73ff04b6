"""Sessions of kazoo that authenticate by SASL; a line of JSON for each call."""

import json
import sys

from kazoo.client import KazooClient
from kazoo.exceptions import KazooException
from kazoo.security import make_acl

HOSTS = sys.argv[1]


def line(call, found):
    print(json.dumps({'call': call, 'found': found}), flush=True)


def call(name, act):
    try:
        line(name, act())
    except KazooException as error:
        line(name, type(error).__name__)


def client(user, password):
    options = {'mechanism': 'DIGEST-MD5', 'username': user, 'password': password}
    zk = KazooClient(HOSTS, sasl_options=options, timeout=20)
    zk.start(timeout=60)
    return zk


def identities(zk, path):
    return [[acl.perms, acl.id.scheme, acl.id.id] for acl in zk.get_acls(path)[0]]


bob = client('bob', 'bobsecret')
alice = client('alice', 'alice secret, "quoted"')
for_bob = [make_acl('sasl', 'bob', all=True)]
call('create', lambda: bob.create('/bobs', b'x', acl=for_bob))
call('own', lambda: bob.create('/own', b'x', acl=[make_acl('auth', '', all=True)]))
call('get', lambda: bob.get('/bobs')[0].decode())
call('acl', lambda: identities(bob, '/own'))
call('get of another', lambda: alice.get('/bobs')[0].decode())
call('set of another', lambda: alice.set('/own', b'y') is not None)
call('create as another', lambda: alice.create('/alices', b'', acl=[make_acl('sasl', 'alice', all=True)]))
call('delete', lambda: alice.delete('/alices'))
for zk in (bob, alice):
    zk.stop()
    zk.close()
