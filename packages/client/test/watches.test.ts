import { OPEN_ACL, type WatchEvent, type WatchedEvent } from '@menagerie/client';
import { describe, expect, it } from 'vitest';
import { SimulatedServers } from './helpers/simulated-server.ts';

/** Somebody else's doings. */
function others(servers: SimulatedServers) {
  const data = new Uint8Array(0);
  return {
    create: (path: string) =>
      servers.change({ type: 'create', body: { path, data, acl: OPEN_ACL, flags: 0 } }),
    set: (path: string) => servers.change({ type: 'setData', body: { path, data, version: -1 } }),
    delete: (path: string) => servers.change({ type: 'delete', body: { path, version: -1 } }),
  };
}

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

describe('a watch that stays', () => {
  /** Takes what comes, as it comes. */
  async function collect(watch: AsyncIterable<WatchedEvent>, into: unknown[]): Promise<void> {
    for await (const event of watch) into.push(event);
    into.push('over');
  }

  it('tells of every change of a znode and its children', async () => {
    const servers = new SimulatedServers(1);
    const { create, set, delete: remove } = others(servers);
    const client = await servers.open();
    const events: unknown[] = [];
    const watch = await servers.world.until(client.watch('/a'));
    const reading = collect(watch, events);
    create('/a');
    set('/a');
    create('/a/b');
    set('/a/b');
    remove('/a/b');
    remove('/a');
    await servers.world.pass(100);
    await servers.world.until(watch.close());
    await reading;
    expect(events).toEqual([
      { type: 'created', path: '/a' },
      { type: 'data-changed', path: '/a' },
      { type: 'children-changed', path: '/a' },
      { type: 'children-changed', path: '/a' },
      { type: 'deleted', path: '/a' },
      'over',
    ]);
  });

  it('tells, if recursive, of all that is below', async () => {
    const servers = new SimulatedServers(1);
    const { create, set, delete: remove } = others(servers);
    const client = await servers.open();
    create('/app');
    const below = client.chroot('/app');
    const watch = await servers.world.until(below.watch('/', { recursive: true }));
    create('/app/a');
    set('/app/a');
    remove('/app/a');
    create('/other');
    await servers.world.pass(100);
    const events = await Promise.all([watch.next(), watch.next(), watch.next()]);
    expect(events.map(({ value }) => value)).toEqual([
      { type: 'created', path: '/a' },
      { type: 'data-changed', path: '/a' },
      { type: 'deleted', path: '/a' },
    ]);
  });

  it('says that events may be missing, once it is set again on another connection', async () => {
    const servers = new SimulatedServers(2);
    const { create } = others(servers);
    const client = await servers.open();
    const watch = await servers.world.until(client.watch('/a', { recursive: true }));
    servers.trouble('down');
    await servers.world.pass(10);
    create('/a');
    servers.trouble('none');
    const first = await servers.world.until(watch.next());
    expect(first.value).toEqual({ type: 'gap' });
    create('/a/b');
    const second = await servers.world.until(watch.next());
    expect(second.value).toEqual({ type: 'created', path: '/a/b' });
  });

  it('keeps what a slow reader leaves only up to a bound, and then says so', async () => {
    const servers = new SimulatedServers(1);
    const { create, set } = others(servers);
    const client = await servers.open();
    create('/a');
    const watch = await servers.world.until(client.watch('/a', { maxWaiting: 3 }));
    for (let times = 0; times < 4; times += 1) set('/a');
    await servers.world.pass(100);
    expect((await watch.next()).value).toEqual({ type: 'gap' });
    set('/a');
    expect((await servers.world.until(watch.next())).value).toEqual({
      type: 'data-changed',
      path: '/a',
    });
  });

  it('is off at the server when the last one that watches stops, and not before', async () => {
    const servers = new SimulatedServers(1);
    const { create } = others(servers);
    const client = await servers.open();
    const first = await servers.world.until(client.watch('/a'));
    const opening = client.watch('/a');
    // While the second is under way.
    const closing = first.close();
    const second = await servers.world.until(opening);
    await servers.world.until(closing);
    create('/a');
    expect((await servers.world.until(second.next())).value).toMatchObject({ type: 'created' });
    servers.requests.length = 0;
    await servers.world.until(second.close());
    expect(servers.requests.map(({ type }) => type)).toEqual(['removeWatches']);
  });

  it('stops where its loop is left', async () => {
    const servers = new SimulatedServers(1);
    const client = await servers.open();
    const watch = await servers.world.until(client.watch('/a'));
    const loop = (async () => {
      for await (const event of watch) if (event.type === 'created') break;
    })();
    others(servers).create('/a');
    await servers.world.until(loop);
    await servers.world.pass(10);
    expect(servers.requests.at(-1)?.type).toBe('removeWatches');
    expect(await watch.next()).toEqual({ done: true, value: undefined });
  });

  it('ends its loop with an error where the session is over, and without one where it is closed', async () => {
    const servers = new SimulatedServers(1);
    const expiring = await servers.open();
    const first = collect(await servers.world.until(expiring.watch('/a')), []);
    const closing = await servers.open();
    const second = collect(await servers.world.until(closing.watch('/a')), []);
    await servers.world.until(closing.close());
    await second;
    servers.sessions.clear();
    servers.cut();
    await expect(servers.world.until(first)).rejects.toMatchObject({ code: 'session-expired' });
  });

  it('ends its loop where it is removed', async () => {
    const servers = new SimulatedServers(1);
    const client = await servers.open();
    const events: unknown[] = [];
    const reading = collect(await servers.world.until(client.watch('/a')), events);
    await servers.world.until(client.removeWatches('/a'));
    await reading;
    expect(events).toEqual(['over']);
  });

  it('ends with its signal', async () => {
    const servers = new SimulatedServers(1);
    const client = await servers.open();
    const { signal, abort } = (() => {
      const controller = new AbortController();
      return { signal: controller.signal, abort: () => controller.abort() };
    })();
    const reading = collect(await servers.world.until(client.watch('/a', { signal })), []);
    abort();
    await expect(reading).rejects.toMatchObject({ code: 'aborted' });
    await servers.world.pass(10);
    expect(servers.requests.at(-1)?.type).toBe('removeWatches');
  });

  it('fires again and again in batches of paths that a server takes', async () => {
    const servers = new SimulatedServers(1);
    const client = await servers.open();
    const name = 'x'.repeat(1000);
    const watches = Array.from({ length: 300 }, (_, at) => client.watch(`/${name}${at}`));
    await servers.world.until(Promise.all(watches));
    servers.requests.length = 0;
    servers.cut();
    await servers.world.until(client.sync());
    const types = servers.requests.map(({ type }) => type);
    expect(types).toEqual(['setWatches2', 'setWatches2', 'setWatches2', 'sync']);
  });
});
