import type { SessionState } from '@menagerie/client';
import { describe, expect, it } from 'vitest';
import { SimulatedServers } from './helpers/simulated-server.ts';

const TIMEOUT_MS = 6000;

/** The states that a client comes to, by their names. */
function statesOf(client: { onState(listener: (state: SessionState) => void): unknown }): string[] {
  const states: string[] = [];
  client.onState(({ type }) => states.push(type));
  return states;
}

function abortable(): { readonly signal: AbortSignal; abort(): void } {
  const controller = new AbortController();
  return { signal: controller.signal, abort: () => controller.abort() };
}

describe('a session', () => {
  it('goes on at another server when its own falls', async () => {
    const servers = new SimulatedServers(3);
    const client = await servers.open({ sessionTimeoutMs: TIMEOUT_MS });
    const states = statesOf(client);
    await servers.world.until(client.create('/e', 'x', { mode: 'ephemeral' }));
    const before = client.state;
    if (before.type !== 'connected') throw new Error(before.type);
    servers.trouble('down', [before.address]);
    const stat = await servers.world.until(client.exists('/e'));
    expect(stat?.ephemeralOwner).toBe(before.sessionId);
    expect(client.state).toMatchObject({ type: 'connected', sessionId: before.sessionId });
    expect(client.state).not.toMatchObject({ address: before.address });
    expect(states).toEqual(['suspended', 'connected']);
    expect(servers.hellos.at(-1)?.hello.lastZxidSeen).toBe(servers.zxid);
  });

  it('is kept alive by pings alone', async () => {
    const servers = new SimulatedServers(1);
    const client = await servers.open({ sessionTimeoutMs: TIMEOUT_MS });
    await servers.world.pass(10 * TIMEOUT_MS);
    expect(client.state.type).toBe('connected');
    expect(servers.pings).toBeGreaterThanOrEqual(29);
    expect(servers.pings).toBeLessThanOrEqual(31);
  });

  it('leaves a server that has fallen silent, before the session is over', async () => {
    const servers = new SimulatedServers(2);
    const client = await servers.open({ sessionTimeoutMs: TIMEOUT_MS });
    const states = statesOf(client);
    const { state } = client;
    if (state.type !== 'connected') throw new Error(state.type);
    servers.trouble('silent', [state.address]);
    await servers.world.pass(TIMEOUT_MS);
    expect(states).toEqual(['suspended', 'connected']);
    expect(client.sessionId).toBe(state.sessionId);
  });

  it('is given up by its own clock where no server is reached', async () => {
    const servers = new SimulatedServers(2);
    const client = await servers.open({ sessionTimeoutMs: TIMEOUT_MS });
    await servers.world.until(client.sync());
    const states = statesOf(client);
    const began = servers.world.now();
    servers.trouble('down');
    const reading = client.get('/');
    await expect(servers.world.until(reading)).rejects.toMatchObject({
      code: 'session-expired',
      effect: 'not-applied',
    });
    expect(states).toEqual(['suspended', 'expired']);
    // 4/3 of the timeout after the last request that was answered had left.
    expect(servers.world.now() - began).toBeGreaterThan((TIMEOUT_MS * 4) / 3 - 20);
    expect(servers.world.now() - began).toBeLessThanOrEqual((TIMEOUT_MS * 4) / 3);
    await expect(client.create('/late')).rejects.toMatchObject({ code: 'session-expired' });
  });

  it('ends where a server says that it is over', async () => {
    const servers = new SimulatedServers(1);
    const client = await servers.open({ sessionTimeoutMs: TIMEOUT_MS });
    const states = statesOf(client);
    servers.sessions.clear();
    servers.cut();
    await expect(servers.world.until(client.sync())).rejects.toMatchObject({
      code: 'session-expired',
    });
    expect(states).toEqual(['suspended', 'expired']);
    expect(client.sureForMs).toBe(0);
  });

  it('is certain for as long as its timeout after what was answered last', async () => {
    const servers = new SimulatedServers(1);
    const client = await servers.open({ sessionTimeoutMs: TIMEOUT_MS });
    await servers.world.until(client.sync());
    const sure = client.sureForMs;
    expect(sure).toBeGreaterThan(TIMEOUT_MS - 10);
    expect(sure).toBeLessThan(TIMEOUT_MS);
    servers.trouble('mute');
    await servers.world.pass(1000);
    expect(client.sureForMs).toBeCloseTo(sure - 1000);
  });

  it('tries all servers in a round, and pauses between rounds', async () => {
    const servers = new SimulatedServers(3);
    servers.trouble('refuses');
    const opening = servers.opening({ connectWithinMs: 10_000 });
    await expect(servers.world.until(opening)).rejects.toMatchObject({
      code: 'unreachable',
      message: expect.stringMatching(/server-0, server-1, server-2 .*10000 ms: server-\d closed/),
    });
    for (let at = 0; at + 2 < servers.hellos.length; at += 3) {
      const round = servers.hellos.slice(at, at + 3).map(({ address }) => address);
      expect(round.toSorted()).toEqual(servers.addresses);
    }
    // Pauses of a second at most, of 25 ms at least.
    expect(servers.hellos.length).toBeGreaterThan(30);
    expect(servers.hellos.length).toBeLessThan(80);
  });

  it('orders the servers in each round anew', async () => {
    const first = new Set<string>();
    for (let seed = 1; seed <= 20; seed += 1) {
      const servers = new SimulatedServers(3, seed);
      await servers.open();
      first.add(servers.hellos[0]?.address ?? '');
    }
    expect(first.size).toBe(3);
  });

  it('says what may be the matter where its server has not seen as much as it has', async () => {
    const servers = new SimulatedServers(1);
    const client = await servers.open({ sessionTimeoutMs: TIMEOUT_MS });
    await servers.world.until(client.create('/a'));
    servers.zxid = 0n;
    servers.cut();
    await expect(servers.world.until(client.sync())).rejects.toMatchObject({
      message: expect.stringContaining('has not come to zxid 0x3'),
    });
  });

  it('leaves no timer behind', async () => {
    const servers = new SimulatedServers(1);
    const before = servers.world.pending;
    const client = await servers.open();
    await servers.world.until(client.create('/a', 'x', { mode: 'ephemeral' }));
    await servers.world.until(client.close());
    expect(servers.tree.present('/a')).toBeNull();
    await servers.world.pass(1000);
    expect(servers.world.pending).toBe(before);
  });

  it('can be taken up by another client', async () => {
    const servers = new SimulatedServers(1);
    const first = await servers.open({ sessionTimeoutMs: TIMEOUT_MS });
    await servers.world.until(first.create('/e', null, { mode: 'ephemeral' }));
    const second = await servers.open({ sessionTimeoutMs: TIMEOUT_MS, resume: first.ticket });
    expect(second.sessionId).toBe(first.sessionId);
    expect(second.sessionId).toBeGreaterThan(2n ** 53n);
    const wrong = { ...first.ticket, password: new Uint8Array(16) };
    const refused = servers.opening({ resume: wrong });
    await expect(servers.world.until(refused)).rejects.toMatchObject({ code: 'session-expired' });
  });

  it('says who it is on every connection, before anything else', async () => {
    const servers = new SimulatedServers(1);
    const client = await servers.open({ auth: [{ scheme: 'digest', auth: 'a:b' }] });
    await servers.world.until(client.addAuth('digest', 'c:d'));
    servers.requests.length = 0;
    servers.cut();
    await servers.world.until(client.exists('/'));
    expect(servers.requests.map(({ type }) => type)).toEqual(['auth', 'auth', 'exists']);
  });

  it('ends where a server refuses the credentials', async () => {
    const servers = new SimulatedServers(1);
    const client = await servers.open();
    await expect(servers.world.until(client.addAuth('secret', 'x'))).rejects.toMatchObject({
      code: 'auth-failed',
    });
    expect(client.state).toMatchObject({ type: 'closed', error: { code: 'auth-failed' } });
    const refused = servers.opening({ auth: [{ scheme: 'secret', auth: 'x' }] });
    await expect(servers.world.until(refused)).rejects.toMatchObject({ code: 'auth-failed' });
  });

  it('that a server makes for a client that is given up meanwhile is ended', async () => {
    const servers = new SimulatedServers(1);
    const { signal, ...controller } = abortable();
    const opening = servers.opening({ signal });
    while (servers.hellos.length === 0) await servers.world.pass(1);
    controller.abort();
    await expect(servers.world.until(opening)).rejects.toMatchObject({ code: 'aborted' });
    await servers.world.pass(100);
    expect([...servers.sessions.keys()]).toEqual([]);
    expect(servers.connections.size).toBe(0);
  });

  it('that a server is slow to make for such a client is left to it', async () => {
    const servers = new SimulatedServers(1);
    const { signal, ...controller } = abortable();
    const opening = servers.opening({ signal });
    while (servers.hellos.length === 0) await servers.world.pass(1);
    servers.trouble('silent');
    controller.abort();
    await expect(servers.world.until(opening)).rejects.toMatchObject({ code: 'aborted' });
    await servers.world.pass(500);
    expect(servers.connections.size).toBe(1);
    await servers.world.pass(600);
    expect(servers.connections.size).toBe(0);
  });
});
