import { EventType } from '@menagerie/jute';
import { type Notification, Watches } from '@menagerie/znode';
import { describe, expect, it } from 'vitest';
import { pathOf, TestTree } from './helpers/tree.ts';

describe('a tree', () => {
  it('creates, reads, changes, lists and deletes', () => {
    const tree = new TestTree();
    expect(pathOf(tree.create('/a', 0, 'one'))).toBe('/a');
    expect(pathOf(tree.create('/a/b', 2))).toBe('/a/b0000000000');
    expect(pathOf(tree.create('/a/c'))).toBe('/a/c');
    expect(pathOf(tree.create('/a/b', 2))).toBe('/a/b0000000002');
    expect(tree.children('/a')).toEqual(['b0000000000', 'b0000000002', 'c']);
    expect(tree.set('/a', 'two').error).toBe(0);
    expect(tree.data('/a')).toBe('two');
    expect(tree.delete('/a').error).toBe(-111);
    expect(tree.delete('/a/c').error).toBe(0);
    expect(tree.stat('/a')).toMatchObject({ version: 1, cversion: 4, numChildren: 2 });
  });

  it('ends ephemerals with their session', () => {
    const tree = new TestTree();
    tree.open(7n);
    tree.create('/e1', 1, '', { session: 7n });
    tree.create('/e2', 1, '', { session: 7n });
    const { changes } = tree.close(7n);
    expect(changes.map(({ type, path }) => [type, path])).toEqual([
      ['deleted', '/e1'],
      ['deleted', '/e2'],
    ]);
    expect(tree.children('/')).toEqual(['zookeeper']);
    expect(tree.stat('/').pzxid).toBe(tree.zxid);
  });

  it('tells a watch once', () => {
    const tree = new TestTree();
    const watches = new Watches({ identities: () => [] });
    const told: Notification[] = [];
    const tell = (notification: Notification) => told.push(notification);
    watches.watchData(3, '/a');
    watches.watchChildren(4, '/');
    watches.fire(tree.create('/a').changes, tell);
    watches.fire(tree.set('/a', 'x').changes, tell);
    expect(told).toEqual([
      { connection: 3, type: EventType.nodeCreated, path: '/a' },
      { connection: 4, type: EventType.nodeChildrenChanged, path: '/' },
    ]);
    expect(watches.count).toBe(0);
  });
});
