import type { WatchedEvent } from '@menagerie/client';
import { describe, expect, it } from 'vitest';
import { others } from './helpers/others.ts';
import { SimulatedServers } from './helpers/simulated-server.ts';

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
