import { ErrorCode } from '@menagerie/jute';
import { describe, expect, it } from 'vitest';
import { CORES, ensemble, until } from './helpers/ensemble.ts';
import { RawClient } from './helpers/raw-client.ts';

const OPEN = [{ perms: 31, id: { scheme: 'world', id: 'anyone' } }];
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const create = (path: string, flags = 0) => ({ path, data: bytes('x'), acl: OPEN, flags });

describe.each(CORES)('a server on %s', (core) => {
  it.each([1, 3])('answers as one of %i, in the order of the requests', async (size) => {
    const servers = await ensemble(core, size);
    const clients = await Promise.all(servers.map(({ clientPort }) => RawClient.open(clientPort)));
    for (const [i, client] of clients.entries()) {
      const created = client.ask('create', create(`/of-${i}`));
      const read = client.ask('getData', { path: `/of-${i}`, watch: false });
      const set = client.ask('setData', { path: `/of-${i}`, data: bytes('y'), version: 0 });
      const again = client.ask('getData', { path: `/of-${i}`, watch: false });
      expect(await created).toMatchObject({ type: 'done', body: { path: `/of-${i}` } });
      expect(await read).toMatchObject({ type: 'done', body: { data: bytes('x') } });
      expect(await set).toMatchObject({ type: 'done', body: { stat: { version: 1 } } });
      expect(await again).toMatchObject({ type: 'done', body: { data: bytes('y') } });
    }
    for (const client of clients) {
      await client.ask('sync', { path: '/' });
      const { type, ...reply } = await client.ask('getChildren', { path: '/', watch: false });
      expect([type, 'body' in reply && reply.body.children?.length]).toEqual(['done', size + 1]);
    }
  });

  it('tells who watches before it answers anybody with the change', async () => {
    const [server] = await ensemble(core, 1);
    const client = await RawClient.open(server?.clientPort ?? 0);
    await client.ask('exists', { path: '/a', watch: true });
    await client.ask('create', create('/a'));
    expect(client.events).toEqual([{ type: 1, state: 3, path: '/a' }]);
  });

  it('moves a session to another server, with what it owns', async () => {
    const [one, other] = await ensemble(core, 3);
    const client = await RawClient.open(one?.clientPort ?? 0);
    await client.ask('create', create('/e', 1));
    client.vanish();
    const { session: sessionId, password: passwd } = client;
    const moved = await RawClient.open(other?.clientPort ?? 0, { sessionId, passwd });
    expect(moved.session).toBe(sessionId);
    const found = await moved.ask('exists', { path: '/e', watch: false });
    expect(found).toMatchObject({ body: { stat: { ephemeralOwner: sessionId } } });
  });

  it('ends a session that is silent for its timeout, and what it owns', async () => {
    const [server] = await ensemble(core, 1, { tickMs: 100 });
    const watcher = await RawClient.open(server?.clientPort ?? 0, { timeOut: 2000 });
    const mortal = await RawClient.open(server?.clientPort ?? 0, { timeOut: 200 });
    await mortal.ask('create', create('/e', 1));
    const ping = setInterval(() => void watcher.tryAsk('ping', null), 100);
    await watcher.ask('exists', { path: '/e', watch: true });
    mortal.vanish();
    expect(await watcher.heard(1)).toEqual([{ type: 2, state: 3, path: '/e' }]);
    clearInterval(ping);
    const { session: sessionId, password: passwd } = mortal;
    const late = await RawClient.open(server?.clientPort ?? 0, { sessionId, passwd });
    expect([late.session, late.timeoutMs]).toEqual([0n, 0]);
    await late.ended();
  });

  it('takes nobody for another without the password', async () => {
    const [server] = await ensemble(core, 1);
    const client = await RawClient.open(server?.clientPort ?? 0);
    const passwd = client.password.map((byte, i) => (i === 3 ? byte ^ 1 : byte));
    const thief = await RawClient.open(server?.clientPort ?? 0, {
      sessionId: client.session,
      passwd,
    });
    expect([thief.session, thief.timeoutMs]).toEqual([0n, 0]);
    expect(await client.ask('exists', { path: '/', watch: false })).toMatchObject({ type: 'done' });
  });

  it('takes no zxid to take up a session again', async () => {
    const [server] = await ensemble(core, 1);
    const client = await RawClient.open(server?.clientPort ?? 0);
    const before = server?.zxid;
    const { session: sessionId, password: passwd } = client;
    await RawClient.open(server?.clientPort ?? 0, { sessionId, passwd });
    expect(server?.zxid).toBe(before);
  });

  it('answers a ping behind the writes before it, and nothing to a null token', async () => {
    const [server] = await ensemble(core, 1);
    const client = await RawClient.open(server?.clientPort ?? 0);
    const created = client.ask('create', create('/before-ping'));
    const pinged = client.ask('ping', null);
    const { zxid } = await created;
    expect(await pinged).toMatchObject({ xid: -2, zxid });
    expect(await client.tryAsk('sasl', { token: null })).toBeNull();
  });

  it('closes on who has seen more than it has', async () => {
    const [server] = await ensemble(core, 1);
    await RawClient.open(server?.clientPort ?? 0);
    const ahead = RawClient.dial(server?.clientPort ?? 0);
    expect(await ahead.greet({ lastZxidSeen: 2n ** 40n })).toBeNull();
  });

  it('takes thousands of writes at once, and answers each', async () => {
    const [server] = await ensemble(core, 3);
    const client = await RawClient.open(server?.clientPort ?? 0);
    await client.ask('create', create('/n'));
    const writes = Array.from({ length: 5000 }, () =>
      client.ask('setData', { path: '/n', data: bytes('z'), version: -1 }),
    );
    const versions = (await Promise.all(writes)).map((reply) =>
      reply.type === 'done' ? reply.body.stat.version : reply.err,
    );
    expect(versions).toEqual(Array.from({ length: 5000 }, (_, i) => i + 1));
  });

  it('goes on with another leader: what was answered is there, and the session lives', async () => {
    const servers = await ensemble(core, 3);
    await until(() => servers.some(({ role }) => role === 'leading'));
    const leader = servers.find(({ role }) => role === 'leading');
    const rest = servers.filter((server) => server !== leader);
    const client = await RawClient.open(rest[0]?.clientPort ?? 0);
    await client.ask('create', create('/kept', 1));
    await leader?.close();
    await client.ended();
    const { session: sessionId, password: passwd } = client;
    const back = await RawClient.open(rest[1]?.clientPort ?? 0, { sessionId, passwd });
    expect(back.session).toBe(sessionId);
    expect(await back.ask('exists', { path: '/kept', watch: false })).toMatchObject({
      type: 'done',
      body: { stat: { ephemeralOwner: sessionId } },
    });
    const [, , third] = [leader, ...rest];
    expect(third?.role).not.toBe('looking');
    expect(await back.ask('create', create('/after'))).toMatchObject({ type: 'done' });
  });
});

describe('a client port', () => {
  it('answers an opcode that it does not know, and closes', async () => {
    const [server] = await ensemble('zab', 1);
    const client = await RawClient.open(server?.clientPort ?? 0);
    const reply = client.ask('ping', null);
    client.send(Uint8Array.of(0, 0, 0, 8, 0, 0, 0, 9, 0, 0, 3, 0xe7));
    await reply;
    await client.ended();
  });

  it('says that nobody may change the ensemble', async () => {
    const [server] = await ensemble('zab', 1);
    const client = await RawClient.open(server?.clientPort ?? 0);
    const servers = { joiningServers: 'server.9=a:1:2', leavingServers: null, newMembers: null };
    const reply = await client.ask('reconfig', { ...servers, curConfigId: -1n });
    expect(reply).toMatchObject({ type: 'failed', err: ErrorCode.reconfigDisabled });
  });

  it('closes on what is no frame, and goes on with the others', async () => {
    const [server] = await ensemble('zab', 1);
    const port = server?.clientPort ?? 0;
    const client = await RawClient.open(port);
    for (const rubbish of [
      [0x7f, 0xff, 0xff, 0xff],
      [0xff, 0xff, 0xff, 0xfe],
      [0, 0, 0, 2, 1, 1],
    ]) {
      const other = RawClient.dial(port);
      other.send(Uint8Array.from(rubbish));
      await other.ended();
    }
    const reply = await client.ask('exists', { path: '/none', watch: false });
    expect(reply).toMatchObject({ type: 'failed', err: ErrorCode.noNode });
  });
});
