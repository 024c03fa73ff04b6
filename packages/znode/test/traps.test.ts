import { ErrorCode, type MultiResponse, OpCode, operations, type WriteOp } from '@menagerie/jute';
import { Tree } from '@menagerie/znode';
import { describe, expect, it } from 'vitest';
import { sealed, ZNODES } from '../src/snapshot/format.ts';
import { CRC_START, crcOn } from '../src/store/crc32.ts';
import { bytes, OPEN, pathOf, TestTree } from './helpers/tree.ts';

const op = {
  create: (path: string, flags = 0, data: Uint8Array | null = bytes('')): WriteOp => ({
    type: 'create',
    body: { path, data, acl: OPEN, flags },
  }),
  set: (path: string, text: string, version = -1): WriteOp => ({
    type: 'setData',
    body: { path, data: bytes(text), version },
  }),
  delete: (path: string, version = -1): WriteOp => ({ type: 'delete', body: { path, version } }),
  check: (path: string, version: number): WriteOp => ({ type: 'check', body: { path, version } }),
};

function multi(tree: TestTree, ...ops: readonly WriteOp[]): MultiResponse {
  const { error, reply } = tree.write({ type: 'multi', body: ops });
  expect(error).toBe(0);
  if (reply?.type !== 'multi') throw new Error('a multi has an answer');
  return reply.body;
}

/** A tree whose `/p` had so many children. */
function restoredWithCreates(creates: number): TestTree {
  const tree = new TestTree();
  tree.create('/p');
  tree.create('/p/x');
  tree.delete('/p/x');
  const chunks = [...tree.tree.snapshot()].map((chunk) => {
    if (chunk[8] !== ZNODES) return chunk;
    // Behind the creates of the last znode: an int and a long, data of no bytes, and no more znodes.
    const view = new DataView(chunk.buffer, chunk.byteOffset);
    const at = chunk.length - 1 - 4 - 8 - 4 - 4;
    expect(view.getInt32(at)).toBe(1);
    view.setInt32(at, creates);
    return sealed(chunk);
  });
  // The sum of the tree, which is in the first chunk, is then another as well.
  const other = tree.tree.digest + crcOfP(creates) - crcOfP(1);
  tree.tree = Tree.restore(
    chunks.map((chunk, at) => (at === 0 ? withDigest(chunk, other) : chunk)),
  );
  return tree;

  function crcOfP(count: number): bigint {
    const stat = tree.stat('/p');
    const bytes60 = new DataView(new ArrayBuffer(60));
    const longs = [stat.czxid, stat.mzxid, stat.pzxid, stat.ctime, stat.mtime];
    for (const [at, value] of longs.entries()) bytes60.setBigInt64(at * 8, value);
    bytes60.setInt32(44, count);
    const state = crcOn(crcOn(CRC_START, bytes('/p')), new Uint8Array(bytes60.buffer));
    return BigInt(~state >>> 0);
  }
}

function withDigest(header: Uint8Array, digest: bigint): Uint8Array {
  new DataView(header.buffer, header.byteOffset).setBigInt64(25, digest);
  return sealed(header);
}

const anyone = { scheme: 'world', id: 'anyone' };

describe('a failed multi', () => {
  it('has an err of 0 and tells of each operation: 0, the code, -2', () => {
    const tree = new TestTree();
    tree.create('/a');
    const results = multi(tree, op.set('/a', 'x'), op.check('/a', 9), op.delete('/a'));
    expect(results.map(({ body }) => body)).toEqual([{ err: 0 }, { err: -103 }, { err: -2 }]);
    expect(results.every(({ type }) => type === 'error')).toBe(true);
  });

  it('leaves nothing behind: no znode, no number, no change, no digest', () => {
    const tree = new TestTree();
    tree.create('/a', 0, 'kept');
    const { digest, size, dataBytes, pathUnits } = tree.tree;
    const stat = tree.stat('/a');
    const ops = [
      op.create('/a/s', 2),
      op.create('/a/e', 1),
      op.delete('/a/e'),
      op.create('/a/e', 4),
      op.set('/a', 'lost, and longer'),
      op.create('/b'),
      op.delete('/nothing'),
    ];
    const { changes } = tree.write({ type: 'multi', body: ops });
    expect(changes).toEqual([]);
    expect(tree.tree).toMatchObject({ digest, size, dataBytes, pathUnits, ephemerals: 0 });
    expect(tree.stat('/a')).toEqual(stat);
    expect(tree.data('/a')).toBe('kept');
    expect(tree.children('/a')).toEqual([]);
    expect(pathOf(tree.create('/a/s', 2))).toBe('/a/s0000000000');
  });
});

describe('a multi', () => {
  it('lets later operations see what earlier ones did, all under one zxid', () => {
    const tree = new TestTree();
    // What Kafka's broker does to register itself.
    const [created, set] = multi(tree, op.create('/id', 1, null), op.set('/id', 'host', 0));
    expect(created).toEqual({ type: 'create', body: { path: '/id' } });
    const stat = tree.stat('/id');
    expect(set).toEqual({ type: 'setData', body: { stat } });
    expect(stat).toMatchObject({ czxid: tree.zxid, mzxid: tree.zxid, version: 1 });
  });

  it('gives consecutive numbers', () => {
    const tree = new TestTree();
    const results = multi(tree, op.create('/s-', 2), op.create('/s-', 2));
    const paths = results.map(({ body }) => body);
    expect(paths).toEqual([{ path: '/s-0000000000' }, { path: '/s-0000000001' }]);
  });

  it('goes by the flags of a create, and answers a create2 without a stat', () => {
    const tree = new TestTree();
    const body = { path: '/c', data: null, acl: OPEN, flags: 4 };
    const results = multi(
      tree,
      { type: 'create2', body: { ...body, path: '/a', flags: 0 } },
      { type: 'createContainer', body },
      { type: 'create', body: { ...body, path: '/d' } },
      { type: 'createTTL', body: { ...body, path: '/t', flags: 5, ttl: 10n } },
    );
    const types = ['create', 'create2', 'create2', 'create2'];
    expect(results.map(({ type }) => type)).toEqual(types);
    expect(operations.create2.opcode).toBe(OpCode.create2);
  });

  it('fails as a whole over a lifetime in a record that has no place for it', () => {
    const tree = new TestTree();
    const timed = { path: '/t', data: null, acl: OPEN, flags: 5 };
    const ops = [op.create('/a'), { type: 'create' as const, body: timed }];
    expect(tree.write({ type: 'multi', body: ops }).error).toBe(-5);
    expect(tree.children('/')).toEqual(['zookeeper']);
  });

  it('may be empty, and fails as a whole for a session that has ended', () => {
    const tree = new TestTree();
    expect(multi(tree)).toEqual([]);
    tree.close(1n);
    expect(tree.write({ type: 'multi', body: [] }).error).toBe(ErrorCode.sessionExpired);
  });
});

describe('the number of a sequential znode', () => {
  it('counts all that were created below the parent, and not what the client sees as cversion', () => {
    const tree = new TestTree();
    tree.create('/d');
    tree.create('/d/x');
    tree.delete('/d/x');
    tree.create('/d/y');
    expect(tree.stat('/d').cversion).toBe(3);
    expect(pathOf(tree.create('/d/s-', 2))).toBe('/d/s-0000000002');
  });

  it('stays at 2^31 - 1, where it can only be what another has', () => {
    const tree = restoredWithCreates(2 ** 31 - 2);
    expect(pathOf(tree.create('/p/s-', 2))).toBe('/p/s-2147483646');
    expect(pathOf(tree.create('/p/s-', 2))).toBe('/p/s-2147483647');
    expect(pathOf(tree.create('/p/s-', 2))).toBe(ErrorCode.nodeExists);
    expect(pathOf(tree.create('/p/other'))).toBe('/p/other');
    expect(tree.stat('/p').pzxid).toBe(tree.zxid);
  });

  it('may be a whole name: the path ends in a slash', () => {
    const tree = new TestTree();
    tree.create('/d');
    expect(pathOf(tree.create('/d/', 2))).toBe('/d/0000000000');
    expect(pathOf(tree.create('/', 3))).toBe('/0000000001');
    expect(pathOf(tree.create('/d/', 0))).toBe(ErrorCode.badArguments);
  });
});

describe('a stat', () => {
  it('shows of a fresh tree a cversion of -1 and of -2', () => {
    const tree = new TestTree();
    const zeros = { czxid: 0n, mzxid: 0n, pzxid: 0n, ctime: 0n, mtime: 0n, version: 0 };
    expect(tree.stat('/')).toMatchObject({ ...zeros, cversion: -1, numChildren: 1 });
    expect(tree.stat('/zookeeper')).toMatchObject({ ...zeros, cversion: -2, numChildren: 2 });
    expect(tree.stat('/zookeeper/quota')).toMatchObject({ ...zeros, cversion: 0, aversion: 0 });
    expect(tree.stat('/zookeeper/config')).toMatchObject({ ...zeros, aversion: -1 });
    expect(tree.tree.size).toBe(4);
  });

  it('shows creates and deletes of children as cversion: twice the creates less the children', () => {
    const tree = new TestTree();
    tree.create('/d');
    for (const name of ['a', 'b', 'c']) tree.create(`/d/${name}`);
    tree.delete('/d/b');
    expect(tree.stat('/d')).toMatchObject({ cversion: 4, numChildren: 2, pzxid: tree.zxid });
  });

  it('changes in the fields that a write is about, and in no other', () => {
    const tree = new TestTree();
    tree.create('/a', 0, 'one');
    const created = tree.stat('/a');
    tree.write({ type: 'setACL', body: { path: '/a', acl: OPEN, version: 0 } });
    expect(tree.stat('/a')).toEqual({ ...created, aversion: 1 });
    tree.set('/a', 'one');
    const time = BigInt(tree.time);
    const set = { ...created, aversion: 1, version: 1, mzxid: tree.zxid, mtime: time };
    expect(tree.stat('/a')).toEqual(set);
    tree.create('/a/b');
    const one = { ...set, cversion: 1, numChildren: 1, pzxid: tree.zxid };
    expect(tree.stat('/a')).toEqual(one);
    tree.create('/a/b/c');
    tree.set('/a/b', 'x');
    expect(tree.stat('/a')).toEqual(one);
  });

  it('holds 64 bits', () => {
    const tree = new TestTree();
    const session = -(2n ** 63n) + 1n;
    tree.zxid = 0x7fff_fffe_ffff_fff0n;
    tree.time = 2 ** 52 + 1;
    tree.open(session);
    tree.create('/e', 1, 'x', { session });
    const time = BigInt(tree.time);
    const expected = { czxid: tree.zxid, pzxid: tree.zxid, ctime: time, ephemeralOwner: session };
    expect(tree.stat('/e')).toMatchObject(expected);
  });

  it('shows an owner of 0 for containers and TTL znodes, and none for null data a length', () => {
    const tree = new TestTree();
    const body = { path: '/c', data: null, acl: OPEN, flags: 4 };
    tree.write({ type: 'createContainer', body });
    tree.write({ type: 'createTTL', body: { ...body, path: '/t', flags: 5, ttl: 2n ** 40n - 1n } });
    tree.create('/e', 1);
    const owners = ['/c', '/t', '/e'].map((path) => tree.stat(path).ephemeralOwner);
    expect(owners).toEqual([0n, 0n, 1n]);
    expect(tree.stat('/c').dataLength).toBe(0);
  });
});

describe('data', () => {
  it('are null or empty as they were written', () => {
    const tree = new TestTree();
    tree.create('/null', 0, null);
    tree.create('/empty', 0, '');
    expect(tree.data('/null')).toBeNull();
    expect(tree.data('/empty')).toBe('');
    tree.set('/empty', null);
    expect(tree.data('/empty')).toBeNull();
  });

  it('are a copy of what the request had', () => {
    const tree = new TestTree();
    const data = bytes('mine');
    const body = { path: '/a', data, acl: OPEN, flags: 0 };
    tree.write({ type: 'create', body });
    data.fill(0);
    expect(tree.data('/a')).toBe('mine');
  });
});

describe('permissions', () => {
  const denied = (perms: number) => [{ perms, id: anyone }];

  it('to delete are those of the parent', () => {
    const tree = new TestTree();
    tree.create('/p');
    tree.create('/p/a');
    tree.write({ type: 'setACL', body: { path: '/p/a', acl: denied(0), version: -1 } });
    expect(tree.delete('/p/a').error).toBe(0);
    tree.create('/p/b');
    tree.write({ type: 'setACL', body: { path: '/p', acl: denied(31 - 8), version: -1 } });
    expect(tree.delete('/p/b').error).toBe(ErrorCode.noAuth);
  });

  it.each([
    ['READ', 1, 0],
    ['ADMIN', 16, 0],
    ['WRITE', 2, ErrorCode.noAuth],
  ])('to see an ACL: %s gives error %3$i', (_name, perms, error) => {
    const tree = new TestTree();
    const body = { path: '/a', data: null, acl: denied(perms), flags: 0 };
    tree.write({ type: 'create', body });
    expect(tree.read({ type: 'getACL', body: { path: '/a' } }).error).toBe(error);
  });

  it('for exists are asked of znodes that are there', () => {
    const tree = new TestTree();
    const body = { path: '/a', data: null, acl: denied(2), flags: 0 };
    tree.write({ type: 'create', body });
    const error = (path: string) =>
      tree.read({ type: 'exists', body: { path, watch: false } }).error;
    expect(error('/a')).toBe(ErrorCode.noAuth);
    expect(error('/none')).toBe(ErrorCode.noNode);
  });

  it('to configure the ensemble are those of /zookeeper/config, which has READ alone', () => {
    const tree = new TestTree();
    const configure = (identities: readonly { scheme: string; id: string }[] | null) => {
      const data = bytes('version=1');
      return tree.tree.apply({ type: 'configure', ...tree.stamp(), data, identities });
    };
    expect(configure([]).error).toBe(ErrorCode.noAuth);
    expect(tree.tree.mayConfigure([])).toBe(false);
    expect(tree.tree.mayConfigure([{ scheme: 'super', id: '' }])).toBe(true);
    const { error, changes } = configure([{ scheme: 'super', id: '' }]);
    expect([error, changes.map(({ type, path }) => [type, path])]).toEqual([
      0,
      [['dataChanged', '/zookeeper/config']],
    ]);
    expect(tree.stat('/zookeeper/config')).toMatchObject({ version: -1, mzxid: tree.zxid });
    expect(tree.set('/zookeeper/config', 'x').error).toBe(ErrorCode.noAuth);
    const stamp = tree.stamp();
    tree.tree.apply({ type: 'configure', ...stamp, data: null, version: 7n, identities: null });
    expect(tree.stat('/zookeeper/config')?.mzxid).toBe(7n);
    expect(tree.tree.lastZxid).toBe(stamp.zxid);
  });
});

describe('a write that fails', () => {
  it('takes its zxid', () => {
    const tree = new TestTree();
    expect(tree.delete('/none')).toMatchObject({ error: -101, zxid: tree.zxid, reply: null });
    expect(tree.tree.lastZxid).toBe(tree.zxid);
  });

  it('may be one that the ensemble refused before the tree was asked', () => {
    const tree = new TestTree();
    const before = tree.tree.digest;
    const passed = tree.tree.apply({ type: 'pass', ...tree.stamp(), error: -14 });
    expect(passed).toEqual({ zxid: tree.zxid, error: -14, reply: null, changes: [] });
    expect([tree.tree.lastZxid, tree.tree.digest]).toEqual([tree.zxid, before]);
  });

  it.each(['/', '/zookeeper', '/zookeeper/quota', '/zookeeper/config'])(
    'is a delete of %s',
    (path) => {
      const tree = new TestTree();
      expect(tree.delete(path, -1, { identities: [{ scheme: 'super', id: '' }] }).error).toBe(-8);
    },
  );

  it('is one of a local session that would have an ephemeral', () => {
    const tree = new TestTree();
    const local = { session: 99n, local: true };
    expect(tree.create('/a', 0, '', local).error).toBe(0);
    expect(tree.create('/e', 1, '', local).error).toBe(ErrorCode.ephemeralOnLocalSession);
  });

  it('has the first error of several, in order', () => {
    const tree = new TestTree({ ttl: false });
    tree.create('/e', 1);
    const create = (path: string, flags: number, session = 1n, acl: typeof OPEN | null = OPEN) =>
      tree.write({ type: 'create', body: { path, data: null, acl, flags } }, { session }).error;
    expect(create('nonsense', 7, 9n, null)).toBe(ErrorCode.badArguments);
    expect(create('nonsense', 5, 9n, null)).toBe(ErrorCode.unimplemented);
    expect(create('nonsense', 0, 9n, null)).toBe(ErrorCode.sessionExpired);
    expect(create('nonsense', 0, 1n, null)).toBe(ErrorCode.badArguments);
    expect(create('/none/..', 0, 1n, null)).toBe(ErrorCode.invalidACL);
    expect(create('/none/..', 0)).toBe(ErrorCode.noNode);
    expect(create('/e/..', 0)).toBe(ErrorCode.badArguments);
    expect(create('/e', 0)).toBe(ErrorCode.nodeExists);
    expect(create('/e/child', 0)).toBe(ErrorCode.noChildrenForEphemerals);
  });
});

describe('a session that ends', () => {
  it('takes all its ephemerals with it, under one zxid', () => {
    const tree = new TestTree();
    tree.create('/d');
    tree.open(2n);
    for (const path of ['/d/a', '/d/b', '/c']) tree.create(path, 1, '', { session: 2n });
    const { reply, changes } = tree.close(2n);
    expect(reply).toEqual({ type: 'closeSession', body: null });
    expect(changes.map(({ path }) => path)).toEqual(['/d/a', '/d/b', '/c']);
    expect(tree.stat('/d')).toMatchObject({ pzxid: tree.zxid, cversion: 4, numChildren: 0 });
    expect(tree.stat('/').pzxid).toBe(tree.zxid);
    expect(tree.create('/x', 0, '', { session: 2n }).error).toBe(ErrorCode.sessionExpired);
  });

  it('is closed once', () => {
    const tree = new TestTree();
    tree.close(1n);
    expect(tree.close(1n).error).toBe(ErrorCode.sessionExpired);
  });

  it('is listed by getEphemerals until then: its own, by a prefix of their paths', () => {
    const tree = new TestTree();
    tree.open(2n);
    tree.create('/lock-a', 1);
    tree.create('/lock-b', 1);
    tree.create('/other', 1);
    tree.create('/lock-c', 1, '', { session: 2n });
    const list = (prefixPath: string | null) =>
      tree.read({ type: 'getEphemerals', body: { prefixPath } }).reply?.body;
    expect(list('/lo')).toEqual({ ephemerals: ['/lock-a', '/lock-b'] });
    for (const all of [null, '', ' ', '/']) {
      expect(list(all)).toEqual({ ephemerals: ['/lock-a', '/lock-b', '/other'] });
    }
  });
});

describe('containers and TTL znodes', () => {
  const container = { path: '/c', data: null, acl: OPEN, flags: 4 };

  it('are due when empty: containers that were used, the others after their time', () => {
    const tree = new TestTree();
    tree.write({ type: 'createContainer', body: container });
    tree.write({ type: 'createTTL', body: { ...container, path: '/t', flags: 5, ttl: 100n } });
    const due = (after: number) => tree.tree.reapable(tree.time + after, 9).map(({ path }) => path);
    expect(due(100)).toEqual([]);
    expect(due(101)).toEqual(['/t']);
    tree.create('/c/x');
    tree.create('/t/x');
    expect(due(1000)).toEqual([]);
    tree.delete('/c/x');
    tree.delete('/t/x');
    expect(due(50)).toEqual(['/c']);
    tree.set('/t', 'again');
    expect(due(100)).toEqual(['/c']);
    expect(due(101)).toEqual(['/c', '/t']);
    expect(tree.tree.reapable(tree.time + 101, 1)).toHaveLength(1);
  });

  it('go by a command, unless they are another by then, or are in use', () => {
    const tree = new TestTree();
    tree.write({ type: 'createContainer', body: container });
    tree.create('/c/x');
    tree.delete('/c/x');
    const [due] = tree.tree.reapable(tree.time, 9);
    if (due === undefined) throw new Error('it is due');
    const reap = (czxid: bigint) =>
      tree.tree.apply({ type: 'reap', ...tree.stamp(), path: '/c', czxid });
    expect(reap(due.czxid - 1n).error).toBe(ErrorCode.noNode);
    tree.create('/c/x');
    expect(reap(due.czxid).error).toBe(ErrorCode.notEmpty);
    tree.delete('/c/x');
    expect(reap(due.czxid).changes.map(({ type, path }) => [type, path])).toEqual([
      ['deleted', '/c'],
    ]);
    expect(tree.children('/')).toEqual(['zookeeper']);
  });

  it('stay when never used, but for containers where a time is given', () => {
    const tree = new TestTree();
    tree.write({ type: 'createContainer', body: container });
    expect(tree.tree.reapable(tree.time + 1e9, 9)).toEqual([]);
    expect(tree.tree.reapable(tree.time + 99, 9, 100)).toEqual([]);
    const [due] = tree.tree.reapable(tree.time + 100, 9, 100);
    expect(due?.path).toBe('/c');
    const reap = { type: 'reap', ...tree.stamp(), path: '/c', czxid: due?.czxid ?? 0n } as const;
    expect(tree.tree.apply(reap).error).toBe(0);
  });

  it('are ordinary znodes where the flags say container and the opcode does not', () => {
    const tree = new TestTree();
    tree.create('/c', 4);
    tree.create('/c/x');
    tree.delete('/c/x');
    expect(tree.tree.reapable(tree.time + 1e9, 9)).toEqual([]);
  });

  it('have a TTL from 1 to 2^40 - 1 ms', () => {
    const tree = new TestTree();
    const create = (ttl: bigint, flags = 5) =>
      tree.write({ type: 'createTTL', body: { ...container, path: '/t', flags, ttl } }).error;
    expect([0n, -1n, 2n ** 40n].map((ttl) => create(ttl))).toEqual([-8, -8, -8]);
    expect(create(5n, 0)).toBe(ErrorCode.badArguments);
    expect(create(1n)).toBe(0);
    expect(pathOf(tree.create('/x', 5))).toBe(ErrorCode.badArguments);
  });
});

describe('reads', () => {
  it('know no path but one that is there, and stumble over null and NUL', () => {
    const tree = new TestTree();
    const error = (path: string | null) =>
      tree.read({ type: 'getData', body: { path, watch: false } }).error;
    expect(['/none', 'x', '//', '/zookeeper/'].map(error)).toEqual([-101, -101, -101, -101]);
    const exists = tree.read({ type: 'exists', body: { path: '/a\0', watch: false } });
    expect([error(null), error('/a\0'), exists.error]).toEqual([-5, -101, -8]);
  });

  it('of several, in a multiRead, fail each for itself', () => {
    const tree = new TestTree();
    tree.create('/a', 0, 'x');
    const { reply } = tree.read({
      type: 'multiRead',
      body: [
        { type: 'getData', body: { path: '/a', watch: false } },
        { type: 'getChildren', body: { path: '/none', watch: false } },
        { type: 'getChildren', body: { path: '/', watch: false } },
      ],
    });
    expect(reply?.body).toEqual([
      { type: 'getData', body: { data: bytes('x'), stat: tree.stat('/a') } },
      { type: 'error', body: { err: -101 } },
      { type: 'getChildren', body: { children: ['a', 'zookeeper'] } },
    ]);
  });

  it('count all descendants', () => {
    const tree = new TestTree();
    for (const path of ['/a', '/a/b', '/a/b/c', '/d']) tree.create(path);
    const count = (path: string) =>
      tree.read({ type: 'getAllChildrenNumber', body: { path } }).reply?.body;
    expect(count('/')).toEqual({ totalNumber: tree.tree.size - 1 });
    expect(count('/a')).toEqual({ totalNumber: 2 });
  });
});
