import type { WatchEvent } from '@menagerie/client';
import { describe, expect, it } from 'vitest';
import { others } from './helpers/others.ts';
import { SimulatedServers } from './helpers/simulated-server.ts';

describe('a watch that fires once', () => {
  it('tells of the change of what was read, and of no second one', async () => {
    const servers = new SimulatedServers(1);
    const { create, set, delete: remove } = others(servers);
    const client = await servers.open();
    create('/a');
    const told: WatchEvent[] = [];
    const watch = (event: WatchEvent): number => told.push(event);
    await servers.world.until(client.get('/a', { watch }));
    await servers.world.until(client.exists('/none', { watch }));
    await servers.world.until(client.getChildren('/a', { watch }));
    set('/a');
    set('/a');
    create('/none');
    create('/a/b');
    remove('/a/b');
    await servers.world.pass(100);
    expect(told).toEqual([
      { type: 'data-changed', path: '/a' },
      { type: 'created', path: '/none' },
      { type: 'children-changed', path: '/a' },
    ]);
  });

  it('is told behind the answer that set it, and before the one that shows the change', async () => {
    const servers = new SimulatedServers(1);
    const client = await servers.open();
    others(servers).create('/a');
    const order: string[] = [];
    // All that comes of these comes in one chunk.
    const first = client.get('/a', { watch: () => order.push('event') });
    const both = [
      first.then(() => order.push('first')),
      client.set('/a', 'x').then(() => order.push('set')),
    ];
    await servers.world.until(Promise.all(both));
    expect(order).toEqual(['first', 'event', 'set']);
  });

  it('tells of what happened while there was no connection', async () => {
    const servers = new SimulatedServers(2);
    const { create, set, delete: remove } = others(servers);
    const client = await servers.open();
    const told: WatchEvent[] = [];
    const watch = (event: WatchEvent): number => told.push(event);
    for (const path of ['/data', '/child', '/gone', '/same']) create(path);
    await servers.world.until(client.get('/data', { watch }));
    await servers.world.until(client.getChildren('/child', { watch }));
    await servers.world.until(client.get('/gone', { watch }));
    await servers.world.until(client.exists('/new', { watch }));
    await servers.world.until(client.get('/same', { watch }));
    servers.trouble('down');
    await servers.world.pass(10);
    set('/data');
    create('/child/c');
    remove('/gone');
    create('/new');
    servers.trouble('none');
    await servers.world.until(client.sync());
    expect(told.toSorted((a, b) => JSON.stringify(a).localeCompare(JSON.stringify(b)))).toEqual([
      { type: 'children-changed', path: '/child' },
      { type: 'created', path: '/new' },
      { type: 'data-changed', path: '/data' },
      { type: 'deleted', path: '/gone' },
    ]);
    set('/same');
    await servers.world.pass(100);
    expect(told.at(-1)).toEqual({ type: 'data-changed', path: '/same' });
    expect(servers.requests.filter(({ type }) => type === 'setWatches2')).toEqual([]);
  });

  it('tells that the session is over', async () => {
    const servers = new SimulatedServers(1);
    const client = await servers.open();
    const told: WatchEvent[] = [];
    const watch = (event: WatchEvent): number => told.push(event);
    await servers.world.until(client.exists('/a', { watch }));
    await servers.world.until(client.getChildren('/', { watch }));
    servers.sessions.clear();
    servers.cut();
    await servers.world.pass(1000);
    expect(told).toEqual([{ type: 'ended', state: 'expired' }]);
  });

  it('can be removed, and asked for', async () => {
    const servers = new SimulatedServers(1);
    const client = await servers.open();
    const told: WatchEvent[] = [];
    const watch = (event: WatchEvent): number => told.push(event);
    await servers.world.until(client.exists('/a', { watch }));
    await servers.world.until(client.removeWatches('/a', 'data'));
    others(servers).create('/a');
    await servers.world.pass(100);
    expect(told).toEqual([{ type: 'ended', state: 'removed' }]);
    const none = client.removeWatches('/a', 'data');
    await expect(servers.world.until(none)).rejects.toMatchObject({ code: 'no-watcher' });
  });
});
