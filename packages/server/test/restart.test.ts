import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startServer } from '@menagerie/server/node';
import { describe, expect, it, onTestFinished } from 'vitest';
import { CORES } from './helpers/ensemble.ts';
import { RawClient } from './helpers/raw-client.ts';

const OPEN = [{ perms: 31, id: { scheme: 'world', id: 'anyone' } }];

describe.each(CORES)('a server on %s and a disk', (core) => {
  it('knows after a restart what it had answered, and sessions with it', async () => {
    const directory = await mkdtemp(join(tmpdir(), 'menagerie-'));
    onTestFinished(() => rm(directory, { recursive: true }));
    const first = await startServer({ core, directory, clientPort: 0 });
    const client = await RawClient.open(first.clientPort);
    for (let i = 0; i < 50; i += 1) {
      const body = { path: `/n${i}`, data: Uint8Array.of(i), acl: OPEN, flags: i % 2 };
      await client.ask('create', body);
    }
    const { zxid } = first;
    await first.close();

    const second = await startServer({ core, directory, clientPort: 0 });
    onTestFinished(() => second.close());
    const { session: sessionId, password: passwd } = client;
    const back = await RawClient.open(second.clientPort, { sessionId, passwd, lastZxidSeen: zxid });
    expect(back.session).toBe(sessionId);
    const reply = await back.ask('getData', { path: '/n49', watch: false });
    expect(reply).toMatchObject({
      body: { data: Uint8Array.of(49), stat: { ephemeralOwner: sessionId } },
    });
  });
});
