import { backoff, isKeeperError } from '@menagerie/client';
import { describe, expect, it } from 'vitest';
import { SimulatedServers } from './helpers/simulated-server.ts';

describe('requests', () => {
  it('leave in one piece where they are made in one go', async () => {
    const servers = new SimulatedServers(1);
    let requested = 0;
    const client = await servers.open({ metrics: { requested: () => (requested += 1) } });
    const all = Array.from({ length: 50 }, (_, at) => client.create(`/n${at}`));
    expect(requested).toBe(50);
    await servers.world.until(Promise.all(all));
    expect(servers.requests.map((request) => request.type)).toEqual(all.map(() => 'create2'));
  });

  it('are answered in their order', async () => {
    const servers = new SimulatedServers(1);
    const client = await servers.open();
    const order: number[] = [];
    const ask = async (number: number, request: Promise<unknown>): Promise<void> => {
      await request;
      order.push(number);
    };
    await servers.world.until(
      Promise.all([
        ask(1, client.create('/a', 'x')),
        ask(2, client.get('/a')),
        ask(3, client.set('/a', 'y', { version: 0 })),
        ask(4, client.exists('/b')),
      ]),
    );
    expect(order).toEqual([1, 2, 3, 4]);
  });

  it('do not leave where they are longer than servers take', async () => {
    const servers = new SimulatedServers(1);
    const client = await servers.open();
    const large = client.create('/large', new Uint8Array(1_048_576));
    await expect(large).rejects.toMatchObject({ code: 'too-large', effect: 'not-applied' });
    expect(client.state.type).toBe('connected');
    expect((await servers.world.until(client.create('/a'))).path).toBe('/a');
  });

  it('fail where the answer is longer than this client takes, once and for all', async () => {
    const servers = new SimulatedServers(1);
    const client = await servers.open({ maxAnswerBytes: 1000 });
    await servers.world.until(client.create('/large', 'x'.repeat(2000)));
    await expect(servers.world.until(client.get('/large'))).rejects.toMatchObject({
      code: 'answer-too-large',
      effect: 'not-applied',
    });
    expect(await servers.world.until(client.exists('/large'))).toMatchObject({ dataLength: 2000 });
  });

  it.each([
    ['a', 'begins with a slash'],
    ['/a/', 'end in a slash'],
    ['/a//b', 'no empty name'],
    ['/a/../b', 'is relative'],
    ['/a\u0001', 'U+0001'],
    ['/\ud83d\ude00', 'U+D83D'],
  ])('do not leave with the path %j', async (path, why) => {
    const servers = new SimulatedServers(1);
    const client = await servers.open();
    await expect(client.create(path)).rejects.toMatchObject({
      code: 'bad-path',
      message: expect.stringContaining(why),
    });
    expect(servers.requests).toEqual([]);
  });

  it('are tried again by a policy, if they certainly have not happened', async () => {
    const servers = new SimulatedServers(1);
    const client = await servers.open();
    const tries = { unknown: 0 };
    const lose = (): void => {
      servers.trouble('mute');
      servers.world.after(50, () => {
        servers.trouble('none');
        servers.cut();
      });
    };
    lose();
    const once = client.create('/a', null, {
      retry: (failure) => {
        tries.unknown += 1;
        return backoff()(failure);
      },
    });
    await expect(servers.world.until(once)).rejects.toMatchObject({ effect: 'unknown' });
    expect(tries.unknown).toBe(1);
    await servers.world.until(client.sync());
    lose();
    const retry = backoff({ repeatable: true });
    const stat = await servers.world.until(client.set('/a', 'x', { retry }));
    expect(stat.version).toBe(2);
    lose();
    const again = client.set('/a', 'y', { retry, version: 2 });
    const error = await servers.world.until(again).catch((thrown: unknown) => thrown);
    // The first attempt has set it, and the second finds another version: that is not "not applied".
    expect(error).toMatchObject({ name: 'ServerError', code: 'bad-version', effect: 'unknown' });
    expect((await servers.world.until(client.get('/a'))).stat.version).toBe(3);
  });

  it('are refused after close, and those before it are answered', async () => {
    const servers = new SimulatedServers(1);
    const client = await servers.open();
    const before = client.create('/a');
    const closed = client.close();
    await expect(client.create('/b')).rejects.toMatchObject({ code: 'closed' });
    expect((await servers.world.until(before)).path).toBe('/a');
    await servers.world.until(closed);
    expect(servers.sessions.size).toBe(0);
    expect(client.state).toEqual({ type: 'closed', error: null });
  });

  it('with `linearizable` have a sync ahead, also when both are asked again', async () => {
    const servers = new SimulatedServers(2);
    const client = await servers.open();
    servers.requests.length = 0;
    servers.trouble('mute');
    const read = client.getChildren('/', { linearizable: true });
    await servers.world.pass(50);
    servers.trouble('none');
    servers.cut();
    await servers.world.until(read);
    const types = servers.requests.map(({ type }) => type);
    expect(types).toEqual(['sync', 'getChildren2', 'sync', 'getChildren2']);
  });

  it('below a chroot have paths as if it were the root', async () => {
    const servers = new SimulatedServers(1);
    const whole = await servers.open();
    await servers.world.until(whole.create('/app'));
    const client = whole.chroot('/app');
    const made = await servers.world.until(client.create('/a/b', 'x', { parents: 'persistent' }));
    expect(made.path).toBe('/a/b');
    expect(servers.tree.present('/app/a/b')).not.toBeNull();
    const numbered = client.create('/', null, { mode: 'persistent-sequential' });
    expect((await servers.world.until(numbered)).path).toBe('/0000000001');
    const results = client.multi([{ type: 'create', path: '/m' }]);
    expect((await servers.world.until(results))[0].path).toBe('/m');
    expect(client.chroot('/a').root).toBe('/app/a');
    await expect(servers.world.until(client.get('/none'))).rejects.toMatchObject({ path: '/none' });
    expect((await servers.world.until(client.getChildren('/'))).children.toSorted()).toEqual([
      '0000000001',
      'a',
      'm',
    ]);
  });

  it('of a multi all fail with one, which is named', async () => {
    const servers = new SimulatedServers(1);
    const client = await servers.open();
    const failed = client.multi([
      { type: 'create', path: '/a' },
      { type: 'check', path: '/none' },
      { type: 'create', path: '/b' },
    ]);
    const error = await servers.world.until(failed).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ name: 'MultiError', code: 'no-node', index: 1 });
    expect(isKeeperError(error, 'no-node')).toBe(true);
    expect(isKeeperError(error, 'node-exists')).toBe(false);
    expect(servers.tree.present('/a')).toBeNull();
    expect(await servers.world.until(client.multi([]))).toEqual([]);
  });
});
