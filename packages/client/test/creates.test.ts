import { describe, expect, it } from 'vitest';
import { SimulatedServers } from './helpers/simulated-server.ts';

describe('a create', () => {
  it('is the operation that its mode needs', async () => {
    const servers = new SimulatedServers(1);
    const client = await servers.open();
    const created = [
      client.create('/p'),
      client.create('/s', null, { mode: 'ephemeral-sequential' }),
      client.create('/c', null, { mode: 'container' }),
      client.create('/t', null, { ttlMs: 5000 }),
      client.create('/u', null, { mode: 'persistent-sequential', ttlMs: 6000 }),
    ];
    await servers.world.until(Promise.all(created));
    expect(servers.requests).toMatchObject([
      { type: 'create2', body: { flags: 0 } },
      { type: 'create2', body: { flags: 3 } },
      { type: 'createContainer', body: { flags: 4 } },
      { type: 'createTTL', body: { flags: 5, ttl: 5000n } },
      { type: 'createTTL', body: { flags: 6, ttl: 6000n } },
    ]);
  });
});

describe('a protected create', () => {
  it('makes exactly one znode when the answer is lost', async () => {
    const servers = new SimulatedServers(2);
    const client = await servers.open();
    await servers.world.until(client.create('/locks'));
    servers.trouble('mute');
    const made = client.create('/locks/lock-', 'x', {
      mode: 'ephemeral-sequential',
      protect: true,
    });
    await servers.world.pass(50);
    servers.trouble('none');
    servers.cut();
    const { path, stat } = await servers.world.until(made);
    expect(path).toMatch(/^\/locks\/_c_[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}-lock-0000000000$/);
    expect(stat.ephemeralOwner).toBe(client.sessionId);
    expect((await servers.world.until(client.getChildren('/locks'))).children).toHaveLength(1);
  });

  it('makes exactly one znode when the request is lost', async () => {
    const servers = new SimulatedServers(2);
    const client = await servers.open();
    servers.trouble('silent');
    const made = client.create('/lock-', 'x', { mode: 'ephemeral-sequential', protect: true });
    await servers.world.pass(50);
    servers.trouble('none');
    servers.cut();
    const { path } = await servers.world.until(made);
    const { children } = await servers.world.until(client.getChildren('/'));
    expect(children.filter((name) => name.includes('lock'))).toEqual([path.slice(1)]);
  });
});
