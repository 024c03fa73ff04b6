import { describe, expect, it } from 'vitest';
import { CORES, ensemble } from './helpers/ensemble.ts';
import { RawClient } from './helpers/raw-client.ts';

const OPEN = [{ perms: 31, id: { scheme: 'world', id: 'anyone' } }];
const PATH = '/moved';

async function versionAt(client: RawClient): Promise<number> {
  await client.ask('sync', { path: PATH });
  const reply = await client.ask('exists', { path: PATH, watch: false });
  return reply.type === 'done' ? reply.body.stat.version : reply.err;
}

describe.each(CORES)('a session on %s that moves while its connection is open', (core) => {
  it('writes through the new one alone from then on, on another server', async () => {
    const [one, other] = await ensemble(core, 3);
    const old = await RawClient.open(one?.clientPort ?? 0);
    await old.ask('create', { path: PATH, data: null, acl: OPEN, flags: 0 });
    const writes = setInterval(() => {
      for (let i = 0; i < 20; i += 1) {
        void old.tryAsk('setData', { path: PATH, data: Uint8Array.of(1), version: -1 });
      }
    }, 1);
    const { session: sessionId, password: passwd } = old;
    const moved = await RawClient.open(other?.clientPort ?? 0, { sessionId, passwd });
    const before = await versionAt(moved);
    await old.ended();
    clearInterval(writes);
    expect(moved.session).toBe(sessionId);
    expect(await versionAt(moved)).toBe(before);
  });

  it('closes the one before also where it says nothing', async () => {
    const [one, other] = await ensemble(core, 3);
    const old = await RawClient.open(one?.clientPort ?? 0);
    const { session: sessionId, password: passwd } = old;
    const moved = await RawClient.open(other?.clientPort ?? 0, { sessionId, passwd });
    await old.ended();
    expect((await moved.ask('exists', { path: '/', watch: false })).type).toBe('done');
  });

  it('keeps to the new one on the same server, also where its timeout is another', async () => {
    const [server] = await ensemble(core, 1);
    const old = await RawClient.open(server?.clientPort ?? 0);
    const { session: sessionId, password: passwd } = old;
    const timeOut = 20_000;
    const moved = await RawClient.open(server?.clientPort ?? 0, { sessionId, passwd, timeOut });
    await old.ended();
    expect([moved.session, moved.timeoutMs]).toEqual([sessionId, timeOut]);
    const created = await moved.ask('create', { path: PATH, data: null, acl: OPEN, flags: 1 });
    expect(created.type).toBe('done');
  });
});
