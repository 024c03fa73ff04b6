import { type ACL, AddWatchMode, ErrorCode, EventType, WatcherType } from '@menagerie/jute';
import { type Applied, type Identity, Tree, Watches } from '@menagerie/znode';
import { beforeEach, describe, expect, it } from 'vitest';
import { Commands, senders } from './helpers/commands.ts';
import { NaiveWatches } from './helpers/naive-watches.ts';
import { Random } from './helpers/random.ts';
import { TestTree } from './helpers/tree.ts';

const { nodeCreated, nodeDeleted, nodeDataChanged, nodeChildrenChanged } = EventType;
const { persistent, persistentRecursive } = AddWatchMode;

let tree: TestTree;
let watches: Watches;
let told: [connection: number, type: number, path: string][];

beforeEach(() => {
  tree = new TestTree();
  watches = new Watches({ identities: () => [] });
  told = [];
});

function tell({ connection, type, path }: { connection: number; type: EventType; path: string }) {
  told.push([connection, type, path]);
}

const fire = ({ changes }: Applied) => watches.fire(changes, tell);

/** What was told since the last time. */
const heard = () => told.splice(0);

describe('a watch that fires once', () => {
  it('set by exists or getData, tells of the creation, a change or the deletion, then of nothing', () => {
    watches.watchData(1, '/a');
    fire(tree.create('/a'));
    fire(tree.set('/a', 'x'));
    expect(heard()).toEqual([[1, nodeCreated, '/a']]);
    watches.watchData(1, '/a');
    fire(tree.create('/a/b'));
    fire(tree.write({ type: 'setACL', body: { path: '/a', acl: [open], version: -1 } }));
    expect(heard()).toEqual([]);
    fire(tree.set('/a', 'x'));
    expect(heard()).toEqual([[1, nodeDataChanged, '/a']]);
    watches.watchData(1, '/a/b');
    fire(tree.delete('/a/b'));
    fire(tree.create('/a/b'));
    expect(heard()).toEqual([[1, nodeDeleted, '/a/b']]);
  });

  it('set by getChildren, tells of a child, or of the deletion', () => {
    tree.create('/a');
    watches.watchChildren(1, '/a');
    fire(tree.set('/a', 'x'));
    expect(heard()).toEqual([]);
    fire(tree.create('/a/b'));
    fire(tree.create('/a/c'));
    expect(heard()).toEqual([[1, nodeChildrenChanged, '/a']]);
    watches.watchChildren(1, '/a');
    fire(tree.set('/a/b', 'x'));
    fire(tree.create('/a/b/deep'));
    expect(heard()).toEqual([]);
    fire(tree.delete('/a/b/deep'));
    fire(tree.delete('/a/b'));
    expect(heard()).toEqual([[1, nodeChildrenChanged, '/a']]);
    watches.watchChildren(2, '/a/c');
    fire(tree.delete('/a/c'));
    expect(heard()).toEqual([[2, nodeDeleted, '/a/c']]);
  });

  it('tells once that a znode is deleted, though there are two', () => {
    tree.create('/a');
    watches.watchData(1, '/a');
    watches.watchChildren(1, '/a');
    fire(tree.delete('/a'));
    expect(heard()).toEqual([[1, nodeDeleted, '/a']]);
    expect(watches.count).toBe(0);
  });

  it('is one, however often it is set', () => {
    watches.watchData(1, '/a');
    watches.watchData(1, '/a');
    expect(watches.count).toBe(1);
    fire(tree.create('/a'));
    expect(heard()).toHaveLength(1);
  });

  it('tells of a znode before it tells of its parent', () => {
    watches.watchChildren(1, '/');
    watches.watchData(1, '/a');
    fire(tree.create('/a'));
    watches.watchChildren(1, '/');
    watches.watchData(1, '/a');
    fire(tree.delete('/a'));
    expect(heard()).toEqual([
      [1, nodeCreated, '/a'],
      [1, nodeChildrenChanged, '/'],
      [1, nodeDeleted, '/a'],
      [1, nodeChildrenChanged, '/'],
    ]);
  });
});

describe('a watch that stays', () => {
  it('tells of the znode and of its children', () => {
    watches.addWatch(1, '/a', persistent);
    for (const done of [tree.create('/a'), tree.create('/a/b'), tree.set('/a', 'x')]) fire(done);
    for (const done of [tree.set('/a/b', 'x'), tree.delete('/a/b'), tree.delete('/a')]) fire(done);
    expect(heard()).toEqual([
      [1, nodeCreated, '/a'],
      [1, nodeChildrenChanged, '/a'],
      [1, nodeDataChanged, '/a'],
      [1, nodeChildrenChanged, '/a'],
      [1, nodeDeleted, '/a'],
    ]);
    expect(watches.count).toBe(1);
  });

  it('and is recursive tells of all below, and never that children changed', () => {
    watches.addWatch(1, '/a', persistentRecursive);
    for (const done of [tree.create('/a'), tree.create('/a/b'), tree.create('/ab')]) fire(done);
    for (const done of [tree.set('/a/b', 'x'), tree.delete('/a/b')]) fire(done);
    expect(heard()).toEqual([
      [1, nodeCreated, '/a'],
      [1, nodeCreated, '/a/b'],
      [1, nodeDataChanged, '/a/b'],
      [1, nodeDeleted, '/a/b'],
    ]);
    watches.addWatch(2, '/', persistentRecursive);
    fire(tree.set('/', 'x'));
    fire(tree.create('/c'));
    expect(heard()).toEqual([
      [2, nodeDataChanged, '/'],
      [2, nodeCreated, '/c'],
    ]);
  });

  it('and others of the same connection tell of one thing once', () => {
    watches.watchData(1, '/a');
    watches.addWatch(1, '/a', persistent);
    watches.addWatch(1, '/a', persistentRecursive);
    watches.addWatch(1, '/', persistentRecursive);
    expect(watches.count).toBe(4);
    fire(tree.create('/a'));
    expect(heard()).toEqual([[1, nodeCreated, '/a']]);
    expect(watches.count).toBe(3);
  });

  it('has one of two modes, and a path', () => {
    expect(watches.addWatch(1, '/a', 2)).toBe(ErrorCode.marshallingError);
    expect(watches.addWatch(1, null, persistent)).toBe(ErrorCode.marshallingError);
    expect(watches.addWatch(1, '/a', persistent)).toBe(ErrorCode.ok);
  });
});

describe('watches', () => {
  const types = Object.values(WatcherType);

  it('are found and removed by their type', () => {
    const add = [
      () => watches.watchChildren(1, '/a'),
      () => watches.watchData(1, '/a'),
      () => watches.addWatch(1, '/a', persistent),
      () => watches.addWatch(1, '/a', persistentRecursive),
    ];
    const own = [
      WatcherType.children,
      WatcherType.data,
      WatcherType.persistent,
      WatcherType.persistentRecursive,
    ];
    for (const [at, set] of add.entries()) {
      set();
      const found = types.filter((type) => watches.checkWatches(1, '/a', type) === ErrorCode.ok);
      expect(new Set(found)).toEqual(new Set([own[at], WatcherType.any]));
      const other = types.find((type) => type !== own[at] && type !== WatcherType.any) ?? 0;
      expect(watches.removeWatches(1, '/a', other)).toBe(ErrorCode.noWatcher);
      expect(watches.removeWatches(2, '/a', own[at] ?? 0)).toBe(ErrorCode.noWatcher);
      expect(watches.removeWatches(1, '/a', own[at] ?? 0)).toBe(ErrorCode.ok);
      expect(watches.count).toBe(0);
    }
    for (const set of add) set();
    expect(watches.removeWatches(1, '/a', WatcherType.any)).toBe(ErrorCode.ok);
    expect(watches.count).toBe(0);
    expect(watches.checkWatches(1, '/a', 9)).toBe(ErrorCode.marshallingError);
  });

  it('go with their connection, and with it alone', () => {
    for (const path of ['/a', '/b']) {
      for (const connection of [1, 2, 3]) watches.watchData(connection, path);
    }
    watches.leave(2);
    expect([watches.count, watches.paths, watches.connections]).toEqual([4, 2, 2]);
    expect([...watches.list()]).toEqual([
      { connection: 1, paths: ['/a', '/b'] },
      { connection: 3, paths: ['/a', '/b'] },
    ]);
    fire(tree.create('/a'));
    expect(heard().map(([connection]) => connection)).toEqual([1, 3]);
    watches.leave(1);
    watches.leave(3);
    expect([watches.count, watches.paths, watches.connections]).toEqual([0, 0, 0]);
  });

  it('tell nobody who may not read the znode, or its parent where it is about children', () => {
    const ann: Identity = { scheme: 'digest', id: 'ann:x' };
    watches = new Watches({ identities: (connection) => (connection === 1 ? [ann] : []) });
    const secret: ACL = { perms: 1, id: ann };
    for (const connection of [1, 2]) {
      watches.watchData(connection, '/a');
      watches.watchChildren(connection, '/');
    }
    const body = { path: '/a', data: null, acl: [secret], flags: 0 };
    fire(tree.write({ type: 'create', body }));
    expect(heard()).toEqual([
      [1, nodeCreated, '/a'],
      [1, nodeChildrenChanged, '/'],
      [2, nodeChildrenChanged, '/'],
    ]);
    // It fired all the same.
    expect(watches.count).toBe(0);
    const all = new Watches({ identities: () => [], skipACL: true });
    all.watchData(2, '/a');
    all.fire(tree.delete('/a').changes, tell);
    expect(heard()).toEqual([[2, nodeDeleted, '/a']]);
  });

  it('of 100,000 paths are gone through by none but those that they are about', () => {
    for (let at = 0; at < 100_000; at += 1) watches.watchData(at % 100, `/n/${at}`);
    fire(tree.create('/n'));
    fire(tree.create('/n/7'));
    expect(heard()).toEqual([[7, nodeCreated, '/n/7']]);
    for (let connection = 0; connection < 100; connection += 1) watches.leave(connection);
    expect(watches.paths).toBe(0);
  });
});

describe('setWatches', () => {
  const none = { dataWatches: [], existWatches: [], childWatches: [] };
  const present = (path: string) => tree.tree.present(path);

  beforeEach(() => {
    tree.create('/old');
    tree.create('/parent');
    tree.create('/changed');
  });

  it('tells at once of what was missed, and watches the rest', () => {
    const relativeZxid = tree.zxid;
    tree.set('/changed', 'x');
    tree.create('/parent/child');
    const request = {
      relativeZxid,
      dataWatches: ['/old', '/changed', '/gone', '/parent'],
      existWatches: ['/changed', '/later'],
      childWatches: ['/old', '/parent', '/gone'],
    };
    watches.setWatches(1, request, present, tell);
    expect(heard()).toEqual([
      [1, nodeDataChanged, '/changed'],
      [1, nodeDeleted, '/gone'],
      [1, nodeCreated, '/changed'],
      [1, nodeChildrenChanged, '/parent'],
      [1, nodeDeleted, '/gone'],
    ]);
    fire(tree.set('/old', 'x'));
    fire(tree.create('/old/child'));
    fire(tree.set('/parent', 'x'));
    fire(tree.create('/later'));
    expect(heard()).toEqual([
      [1, nodeDataChanged, '/old'],
      [1, nodeChildrenChanged, '/old'],
      [1, nodeDataChanged, '/parent'],
      [1, nodeCreated, '/later'],
    ]);
    expect(watches.count).toBe(0);
  });

  it('stops at a list that is null, and at a path, and has told of what came before', () => {
    const request = { ...none, relativeZxid: 0n, dataWatches: ['/gone', null, '/changed'] };
    expect(watches.setWatches(1, request, present, tell)).toBe(-5);
    const { childWatches } = { ...none, childWatches: null };
    expect(watches.setWatches(1, { ...none, relativeZxid: 0n, childWatches }, present, tell)).toBe(
      -5,
    );
    expect(heard()).toEqual([[1, nodeDeleted, '/gone']]);
    expect(watches.count).toBe(0);
  });

  it('tells nothing of watches that stay', () => {
    const request = {
      ...none,
      relativeZxid: 0n,
      persistentWatches: ['/old', '/gone'],
      persistentRecursiveWatches: ['/', '/old'],
    };
    watches.setWatches(1, request, present, tell);
    expect(heard()).toEqual([]);
    expect(watches.count).toBe(4);
    fire(tree.create('/gone'));
    expect(heard()).toEqual([[1, nodeCreated, '/gone']]);
  });

  it('tells nothing of what one may not read', () => {
    const body = { path: '/secret', data: null, acl: [{ perms: 2, id: open.id }], flags: 0 };
    tree.write({ type: 'create', body });
    const request = {
      relativeZxid: 0n,
      dataWatches: ['/secret'],
      existWatches: ['/secret'],
      childWatches: ['/secret'],
    };
    watches.setWatches(1, request, present, tell);
    expect(heard()).toEqual([]);
    expect(watches.count).toBe(0);
  });
});

const open: ACL = { perms: 31, id: { scheme: 'world', id: 'anyone' } };

describe('watches and naive ones', () => {
  it('tell the same over 500 random sequences of commands', () => {
    let most = 0;
    for (let seed = 0; seed < 500; seed += 1) {
      const random = new Random(seed);
      const commands = new Commands(random);
      const real = new Tree();
      const identities = (connection: number) => senders[connection] ?? [];
      const ours = new Watches({ identities });
      const naive = new NaiveWatches(identities);
      real.apply({ type: 'createSession', ...commands.stamp(), session: 1n, timeoutMs: 1 });
      for (let step = 0; step < 60; step += 1) {
        for (let more = random.below(3); more > 0; more -= 1) {
          const path = commands.path() || '/';
          const connection = random.below(4);
          const kind = random.below(6);
          if (kind === 0) ours.watchData(connection, path);
          if (kind === 1) ours.watchChildren(connection, path);
          if (kind === 2) ours.addWatch(connection, path, persistent);
          if (kind === 3) ours.addWatch(connection, path, persistentRecursive);
          if (kind < 4)
            naive.add(
              connection,
              path,
              (['data', 'child', 'stays', 'deep'] as const)[kind] ?? 'data',
            );
          if (kind === 4 && random.chance(20)) {
            ours.leave(connection);
            naive.leave(connection);
          }
          if (kind === 5) {
            const type = random.pick(types);
            const removed = ours.removeWatches(connection, path, type);
            expect(removed === ErrorCode.ok).toBe(naive.remove(connection, path, type));
          }
        }
        const { changes } = real.apply(commands.next());
        const found: [number, number, string][] = [];
        ours.fire(changes, ({ connection, type, path }) => found.push([connection, type, path]));
        most = Math.max(most, found.length);
        expect({ seed, step, found: eventsOf(found) }).toEqual({
          seed,
          step,
          found: eventsOf(naive.fire(changes)),
        });
        expect(ours.count).toBe(naive.count);
      }
    }
    expect(most).toBeGreaterThan(3);
  });

  const types = Object.values(WatcherType);

  /** Events in order, each with those who hear it: which of them is first is nobody's promise. */
  function eventsOf(list: readonly [number, number, string][]): unknown[] {
    const events: { key: string; connections: number[] }[] = [];
    for (const [connection, type, path] of list) {
      const key = `${type} ${path}`;
      const last = events.at(-1);
      if (last?.key === key && !last.connections.includes(connection))
        last.connections.push(connection);
      else events.push({ key, connections: [connection] });
    }
    return events.map(({ key, connections }) => [key, new Set(connections)]);
  }
});
