import { ErrorCode } from '@menagerie/jute';
import { describe, expect, it } from 'vitest';
import { CORES, ensemble } from './helpers/ensemble.ts';
import { RawClient } from './helpers/raw-client.ts';

const OPEN = [{ perms: 31, id: { scheme: 'world', id: 'anyone' } }];

describe.each(CORES)('a server on %s that may be read-only', (core) => {
  it('reads for who asked for no more once it has no quorum, and for nobody else', async () => {
    const [left, ...others] = await ensemble(core, 3, { readOnly: true, tickMs: 100 });
    const port = left?.clientPort ?? 0;
    const client = await RawClient.open(port);
    await client.ask('create', { path: '/there', data: null, acl: OPEN, flags: 0 });
    for (const other of others) await other.close();
    await client.ended();

    const reader = await RawClient.open(port, { readOnly: true });
    const again = RawClient.dial(port);
    expect(await again.greet()).toBeNull();
    const { session: sessionId, password: passwd } = client;
    const resumed = RawClient.dial(port);
    expect(await resumed.greet({ sessionId, passwd, readOnly: true })).toBeNull();
    expect((await reader.ask('exists', { path: '/there', watch: true })).type).toBe('done');
    const err = ErrorCode.notReadOnly;
    for (const reply of [
      await reader.ask('delete', { path: '/there', version: -1 }),
      await reader.ask('sync', { path: '/there' }),
      await reader.ask('multi', []),
    ]) {
      expect(reply).toMatchObject({ type: 'failed', err });
    }
    // Nobody expires its session: the connection is all that there is.
    const idle = await RawClient.open(port, { readOnly: true, timeOut: 200 });
    await idle.ended();
    expect((await reader.ask('closeSession', null)).type).toBe('done');
    await reader.ended();
  });

  it('gives them all that it can where there is a quorum, and is read-only only where it may', async () => {
    const [one, ...others] = await ensemble(core, 3, { tickMs: 100 });
    const port = one?.clientPort ?? 0;
    const client = await RawClient.open(port, { readOnly: true });
    expect((await client.ask('sync', { path: '/' })).type).toBe('done');
    for (const other of others) await other.close();
    await client.ended();
    expect(await RawClient.dial(port).greet({ readOnly: true })).toBeNull();
  });
});
