import { connect } from '@menagerie/client/node';
import { expect, it, onTestFinished } from 'vitest';
import { ensemble, open } from './helpers/servers.ts';

it.each(['', ',', 'host:0', 'host:65536', 'host:x', '::1:', '[::1'])(
  'no server is named by %j',
  async (servers) => {
    await expect(connect(servers)).rejects.toMatchObject({ code: 'bad-option' });
  },
);

it('a name stands for all of its addresses, of which one listens', async () => {
  const [server] = await ensemble('zab', 1);
  const client = await connect(`localhost:${server?.clientPort ?? 0}`);
  onTestFinished(() => client.close());
  expect(client.state).toMatchObject({ address: `127.0.0.1:${server?.clientPort ?? 0}` });
});

it('a chroot stands behind the last server', async () => {
  const servers = await ensemble('zab', 1);
  const whole = await open(servers);
  await whole.create('/app');
  const client = await connect(`127.0.0.1:${servers[0]?.clientPort ?? 0}/app`);
  onTestFinished(() => client.close());
  await client.create('/a');
  expect(client.root).toBe('/app');
  expect(await whole.exists('/app/a')).not.toBeNull();
});

it('a client that cannot be opened says why, and leaves nothing behind', async () => {
  const listening = await ensemble('zab', 1);
  const port = listening[0]?.clientPort ?? 0;
  await listening[0]?.close();
  const failing = connect(`127.0.0.1:${port}`, { connectWithinMs: 200 });
  await expect(failing).rejects.toMatchObject({
    code: 'unreachable',
    message: expect.stringContaining(`127.0.0.1:${port}`),
    cause: { code: 'ECONNREFUSED' },
  });
  const signal = AbortSignal.abort(new Error('no more'));
  await expect(connect(`127.0.0.1:${port}`, { signal })).rejects.toMatchObject({
    code: 'aborted',
    cause: new Error('no more'),
  });
});
