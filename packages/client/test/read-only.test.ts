import type { Client, SessionState } from '@menagerie/client';
import { describe, expect, it } from 'vitest';
import { SimulatedServers } from './helpers/simulated-server.ts';

/** The connected states that a client comes to, by whether the server only reads; and all others. */
function comingTo(client: Client): string[] {
  const states: string[] = [];
  client.onState((state) => states.push(nameOf(state)));
  return states;
}

function nameOf(state: SessionState): string {
  return state.type === 'connected' && state.readOnly ? 'reading' : state.type;
}

/** Servers of which none writes, and a client of one of them. */
async function reading(count: number) {
  const servers = new SimulatedServers(count);
  servers.trouble('only-reads');
  const client = await servers.open({ readOnly: true, sessionTimeoutMs: 6000 });
  const { state } = client;
  if (state.type !== 'connected') throw new Error(state.type);
  return { servers, client, address: state.address, states: comingTo(client) };
}

describe('on a server that only reads a client', () => {
  it('reads, is refused writes, and moves as soon as another server writes', async () => {
    const { servers, client, address, states } = await reading(3);
    const { sessionId } = client;
    expect(client.state).toMatchObject({ readOnly: true });
    await expect(servers.world.until(client.create('/a'))).rejects.toMatchObject({
      code: 'not-read-only',
      effect: 'not-applied',
    });
    await servers.world.pass(10_000);
    expect(states).toEqual([]);
    const other = servers.addresses.find((one) => one !== address) ?? '';
    servers.trouble('none', [other]);
    await servers.world.pass(15_000);
    expect(states).toEqual(['suspended', 'connected']);
    expect(client.state).toMatchObject({ type: 'connected', address: other, readOnly: false });
    expect(client.sessionId).not.toBe(sessionId);
    const { stat } = await servers.world.until(client.create('/a', null, { mode: 'ephemeral' }));
    expect(stat.ephemeralOwner).toBe(client.sessionId);
    expect([...servers.connections].map((door) => door.address)).toEqual([other]);
  });

  it('looks at all servers in rounds, with pauses that double from 100 ms to a minute', async () => {
    const { servers, client } = await reading(2);
    await servers.world.until(client.exists('/'));
    await servers.world.pass(600_000);
    const asked = servers.hellos.filter(({ hello }) => hello.readOnly === false);
    const rounds = asked.filter((_, at) => at % 2 === 0);
    expect(rounds.length).toBeGreaterThanOrEqual(15);
    for (const [at, { at: began }] of rounds.entries()) {
      const round = asked.slice(2 * at, 2 * at + 2);
      expect(round.map(({ address }) => address).toSorted()).toEqual(servers.addresses);
      const next = rounds[at + 1];
      if (next === undefined) continue;
      const whole = Math.min(60_000, 100 * 2 ** at);
      expect(next.at - began).toBeGreaterThanOrEqual(whole / 2);
      // Both servers take their time to refuse.
      expect(next.at - began).toBeLessThanOrEqual(whole + 30);
    }
    for (const { hello } of asked) {
      expect(hello).toMatchObject({ sessionId: 0n, passwd: new Uint8Array(16) });
    }
    // Nobody is to show it less than it has seen.
    expect(asked.at(-1)?.hello.lastZxidSeen).toBe(servers.zxid);
    expect(client.state).toMatchObject({ type: 'connected', readOnly: true });
  });

  it('takes its watches and its reads along', async () => {
    const { servers, client, address } = await reading(2);
    const events: unknown[] = [];
    await servers.world.until(client.exists('/w', { watch: (event) => events.push(event) }));
    const staying = await servers.world.until(client.watch('/s'));
    // What it asks from now on is not answered here.
    servers.troubles.set(address, 'mute');
    const asked = client.exists('/w');
    servers.change({
      type: 'create2',
      body: {
        path: '/w',
        data: null,
        acl: [{ perms: 31, id: { scheme: 'world', id: 'anyone' } }],
        flags: 0,
      },
    });
    servers.trouble(
      'none',
      servers.addresses.filter((one) => one !== address),
    );
    expect(await servers.world.until(asked)).not.toBeNull();
    await servers.world.pass(100);
    expect(events).toEqual([{ type: 'created', path: '/w' }]);
    expect((await staying.next()).value).toEqual({ type: 'gap' });
  });

  it('has another session where its server writes again, and is not expired', async () => {
    const { servers, client, states } = await reading(1);
    const { sessionId } = client;
    servers.trouble('none');
    await servers.world.pass(1000);
    await servers.world.until(client.create('/a'));
    expect(states).toEqual(['suspended', 'connected']);
    expect(client.sessionId).not.toBe(sessionId);
    // This one is to be kept.
    servers.cut();
    await servers.world.until(client.sync());
    expect(servers.hellos.at(-1)?.hello.sessionId).toBe(client.sessionId);
  });

  it('begins to look anew at the next such server, and goes by other servers', async () => {
    const { servers, client, address, states } = await reading(3);
    await servers.world.pass(100_000);
    servers.trouble('down', [address]);
    await servers.world.until(client.exists('/'));
    expect(states).toEqual(['suspended', 'reading']);
    const before = servers.hellos.length;
    await servers.world.pass(1000);
    expect(servers.hellos.length - before).toBeGreaterThanOrEqual(4);
    servers.trouble('none', [address]);
    client.replaceServers(servers.addresses.filter((one) => one !== address));
    await servers.world.pass(300_000);
    expect(client.state).toMatchObject({ readOnly: true });
    client.replaceServers([address]);
    await servers.world.pass(60_000);
    expect(client.state).toMatchObject({ readOnly: false, address });
  });

  it('says who it is before anything else where it moves', async () => {
    const servers = new SimulatedServers(2);
    servers.trouble('only-reads');
    const client = await servers.open({
      readOnly: true,
      auth: [{ scheme: 'digest', auth: 'a:b' }],
    });
    await servers.world.until(client.watch('/s'));
    servers.requests.length = 0;
    servers.trouble('none');
    await servers.world.pass(1000);
    await servers.world.until(client.create('/a'));
    expect(servers.requests.map(({ type }) => type)).toEqual(['auth', 'setWatches2', 'create2']);
  });

  it('looks no further once it is closed', async () => {
    const { servers, client, address, states } = await reading(2);
    await servers.world.pass(1000);
    const before = servers.hellos.length;
    // No answer to closeSession comes.
    servers.troubles.set(address, 'silent');
    const closing = client.close();
    servers.trouble(
      'none',
      servers.addresses.filter((one) => one !== address),
    );
    await servers.world.until(closing);
    await servers.world.pass(300_000);
    expect(servers.hellos.length).toBe(before);
    expect(states).toEqual(['closed']);
    expect(servers.connections.size).toBe(0);
  });

  it('leaves no session behind where its search succeeds as it is closed', async () => {
    const { servers, client, address } = await reading(2);
    const [other = ''] = servers.addresses.filter((one) => one !== address);
    servers.trouble('none', [other]);
    const isFound = (): boolean =>
      servers.hellos.some(({ hello, ...at }) => at.address === other && hello.readOnly === false);
    while (!isFound()) await servers.world.pass(1);
    await servers.world.until(client.close());
    await servers.world.pass(100);
    expect([...servers.sessions.keys()]).toEqual([]);
    expect(servers.connections.size).toBe(0);
  });

  it('looks no further once its credentials are refused', async () => {
    const { servers, client, states } = await reading(1);
    await servers.world.pass(1000);
    const adding = client.addAuth('secret', 'x');
    await expect(servers.world.until(adding)).rejects.toMatchObject({ code: 'auth-failed' });
    const before = servers.hellos.length;
    await servers.world.pass(300_000);
    expect(servers.hellos.length).toBe(before);
    expect(states).toEqual(['closed']);
  });

  it('may close when it is told that it moves', async () => {
    const { servers, client, address, states } = await reading(2);
    client.onState(({ type }) => {
      if (type === 'suspended') void client.close();
    });
    servers.trouble(
      'none',
      servers.addresses.filter((one) => one !== address),
    );
    await servers.world.pass(10_000);
    expect(states).toEqual(['suspended', 'closed']);
    expect(servers.connections.size).toBe(0);
  });
});

it('a client that wants to write is on no server that only reads', async () => {
  const servers = new SimulatedServers(2);
  servers.trouble('only-reads', ['server-0']);
  for (let seed = 0; seed < 5; seed += 1) {
    const client = await servers.open();
    expect(client.state).toMatchObject({ address: 'server-1', readOnly: false });
  }
});
