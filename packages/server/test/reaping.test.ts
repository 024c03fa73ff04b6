import { ErrorCode } from '@menagerie/jute';
import { describe, expect, it } from 'vitest';
import { Reaper } from '../src/member/reaper.ts';
import { CORES, ensemble, until } from './helpers/ensemble.ts';
import { RawClient } from './helpers/raw-client.ts';
import { Time } from './helpers/world.ts';

const OPEN = [{ perms: 31, id: { scheme: 'world', id: 'anyone' } }];
const CONTAINER = 4;
const TTL = 5;

const body = (path: string, flags = 0) => ({ path, data: null, acl: OPEN, flags });

describe.each(CORES)('the leader on %s', (core) => {
  it('deletes containers that were left empty, on all servers, and never-used ones not', async () => {
    const servers = await ensemble(core, 3, { reapCheckMs: 30 });
    const [client, watcher] = await Promise.all(
      servers.slice(0, 2).map(({ clientPort }) => RawClient.open(clientPort)),
    );
    await client?.ask('createContainer', body('/unused', CONTAINER));
    await client?.ask('createContainer', body('/used', CONTAINER));
    await client?.ask('create', body('/used/child'));
    await watcher?.ask('sync', { path: '/' });
    await watcher?.ask('exists', { path: '/used', watch: true });
    await client?.ask('delete', { path: '/used/child', version: -1 });
    expect(await watcher?.heard(1)).toEqual([{ type: 2, state: 3, path: '/used' }]);
    const unused = await watcher?.ask('exists', { path: '/unused', watch: false });
    expect(unused?.type).toBe('done');
    await until(() => new Set(servers.map(({ zxid }) => zxid)).size === 1);
  });

  it('deletes TTL znodes that nobody wrote for their time, but none with children', async () => {
    const [server] = await ensemble(core, 1, { reapCheckMs: 10 });
    const client = await RawClient.open(server?.clientPort ?? 0);
    // In one transaction: alone, the parent might be gone before its child came.
    await client.ask('multi', [
      { type: 'createTTL', body: { ...body('/parent', TTL), ttl: 1n } },
      { type: 'create', body: body('/parent/child') },
    ]);
    // Before it is made: afterwards it might be gone.
    await client.ask('addWatch', { path: '/leaf', mode: 0 });
    await client.ask('createTTL', { ...body('/leaf', TTL), ttl: 1n });
    const [made, gone] = [1, 2].map((type) => ({ type, state: 3, path: '/leaf' }));
    expect(await client.heard(2)).toEqual([made, gone]);
    const parent = await client.ask('exists', { path: '/parent', watch: false });
    expect(parent.type).toBe('done');
  });
});

it('a leader deletes no more of them in a minute than it may, and none once it leads no more', () => {
  const time = new Time(1);
  const left = new Set(['/a', '/b', '/c', '/d']);
  let leads = true;
  const reaper = new Reaper(
    { checkMs: 100, perMinute: 60, neverUsedMs: null },
    {
      clock: time,
      leads: () => leads,
      find: (most) => [...left].slice(0, most).map((path) => ({ path, czxid: 1n })),
      reap: ({ path }) => left.delete(path),
    },
  );
  reaper.start();
  time.runUntil(() => false, 2500);
  expect([...left]).toEqual(['/d']);
  leads = false;
  time.runUntil(() => false, 2500);
  expect([...left]).toEqual(['/d']);
  leads = true;
  reaper.stop();
  time.runUntil(() => false, 5000);
  expect([...left]).toEqual(['/d']);
});

it('a server without TTL znodes says so', async () => {
  const [server] = await ensemble('zab', 1, { ttl: false });
  const client = await RawClient.open(server?.clientPort ?? 0);
  const reply = await client.ask('createTTL', { ...body('/t', TTL), ttl: 1000n });
  expect(reply).toMatchObject({ type: 'failed', err: ErrorCode.unimplemented });
});
