import { type Client, outcomeOf, type SessionState } from '@menagerie/client';
import { describe, expect, it, onTestFinished } from 'vitest';
import { type Backend, renew } from './backend.ts';

/** Resolves when a client comes to a state. */
function comesTo(client: Client, type: SessionState['type']): Promise<void> {
  return new Promise((resolve) => {
    const stop = client.onState((state) => {
      if (state.type !== type) return;
      stop();
      resolve();
    });
  });
}

/** What a client promises over a network with faults. */
export function testFaults(backend: Backend): void {
  describe(`over a network with faults, with ${backend.title},`, () => {
    testOne(backend);
  });
  describe(`three of ${backend.title}`, () => {
    testThree(backend);
  });
}

function testOne(backend: Backend): void {
  /** One server, a proxy before it, and a client behind that. */
  async function faulty(sessionTimeoutMs = 4000) {
    const { servers, close } = await backend.start(1, { tickMs: 500 });
    onTestFinished(close);
    const [server = { clientPort: 0 }] = servers;
    const proxy = await backend.before(server);
    const client = await backend.open([proxy], { sessionTimeoutMs });
    return { proxy, client, direct: await backend.open(servers) };
  }

  it.each(['end', 'reset'] as const)('a session survives connections that %s', async (how) => {
    const { proxy, client } = await faulty();
    const { sessionId } = client;
    await client.create('/e', null, { mode: 'ephemeral' });
    for (let times = 0; times < 3; times += 1) {
      const suspended = comesTo(client, 'suspended');
      await proxy.cut(how);
      await suspended;
      expect((await client.exists('/e'))?.ephemeralOwner).toBe(sessionId);
    }
    expect(client.sessionId).toBe(sessionId);
  });

  it('a lost answer is told from a request that never left', async () => {
    const { proxy, client, direct } = await faulty();
    await proxy.lose('answers');
    const created = new Promise((resolve) => {
      void direct.exists('/a', { watch: resolve });
    });
    const unknown = outcomeOf(client.create('/a'));
    await created;
    const suspended = comesTo(client, 'suspended');
    await proxy.accept(false);
    await proxy.cut();
    await proxy.pass();
    await suspended;
    expect(await unknown).toMatchObject({ type: 'unknown', error: { code: 'connection-loss' } });
    const waiting = new AbortController();
    const never = outcomeOf(client.create('/b', null, { signal: waiting.signal }));
    waiting.abort();
    expect(await never).toMatchObject({ type: 'not-applied', error: { code: 'aborted' } });
    await proxy.accept(true);
    expect(await client.exists('/a', { linearizable: true })).not.toBeNull();
    expect(await client.exists('/b')).toBeNull();
  });

  it('a server that is held up is left, and what it then does is known to be unknown', async () => {
    const { proxy, client, direct } = await faulty(1500);
    await proxy.hold();
    const suspended = comesTo(client, 'suspended');
    const outcome = outcomeOf(client.create('/held'));
    await suspended;
    expect((await outcome).type).toBe('unknown');
    await proxy.pass();
    await client.sync().catch(() => {});
    await direct.sync();
    expect(['connected', 'expired']).toContain(client.state.type);
  });

  it('a protected create makes one znode, whatever is lost', async () => {
    const { proxy, client, direct } = await faulty();
    await client.create('/locks');
    const paths: string[] = [];
    for (const direction of ['requests', 'answers', 'requests', 'answers'] as const) {
      await proxy.lose(direction);
      const making = client.create('/locks/l-', null, {
        mode: 'ephemeral-sequential',
        protect: true,
      });
      // Time for the request to arrive, if it does.
      await direct.sync();
      await renew(proxy);
      paths.push((await making).path);
    }
    const { children } = await direct.getChildren('/locks', { linearizable: true });
    expect(children.map((name) => `/locks/${name}`).toSorted()).toEqual(paths.toSorted());
  });

  it('a session that is cut off for too long is over on both sides', async () => {
    const { proxy, client, direct } = await faulty(1000);
    await client.create('/e', null, { mode: 'ephemeral' });
    const gone = new Promise((resolve) => {
      void direct.exists('/e', { watch: resolve });
    });
    const expired = comesTo(client, 'expired');
    await proxy.accept(false);
    await proxy.cut();
    await expired;
    await gone;
    await expect(client.get('/')).rejects.toMatchObject({ code: 'session-expired' });
  });

  it('watches that fire once and watches that stay miss nothing that they promise', async () => {
    const { proxy, client, direct } = await faulty();
    await client.create('/w');
    const once = new Promise((resolve) => {
      void client.get('/w', { watch: resolve });
    });
    const stays = await client.watch('/s', { recursive: true });
    await client.sync();
    await proxy.accept(false);
    await proxy.cut();
    await direct.set('/w', 'x');
    await proxy.accept(true);
    expect(await once).toEqual({ type: 'data-changed', path: '/w' });
    expect((await stays.next()).value).toEqual({ type: 'gap' });
    await direct.create('/s');
    expect((await stays.next()).value).toEqual({ type: 'created', path: '/s' });
    await stays.close();
    expect(await client.checkWatches('/s')).toBe(false);
  });
}

function testThree(backend: Backend): void {
  it('lose one after the other, and no session, nor anything that was answered', async () => {
    const { servers, close } = await backend.start(3);
    onTestFinished(close);
    const proxies = await Promise.all(servers.map((server) => backend.before(server)));
    const client = await backend.open(proxies, { sessionTimeoutMs: 20_000 });
    await client.create('/n');
    const kept: string[] = [];
    for (const proxy of [...proxies, ...proxies]) {
      await proxy.accept(false);
      await proxy.cut();
      const outcomes = await Promise.all(
        Array.from({ length: 20 }, () =>
          outcomeOf(client.create('/n/', null, { mode: 'persistent-sequential' })),
        ),
      );
      for (const outcome of outcomes) {
        if (outcome.type === 'applied') kept.push(outcome.value.path.slice(3));
      }
      await proxy.accept(true);
    }
    const { children } = await client.getChildren('/n', { linearizable: true });
    expect(kept.length).toBeGreaterThan(0);
    expect(kept.filter((name) => !children.includes(name))).toEqual([]);
  });
}
