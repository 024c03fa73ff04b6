import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startServer } from '@menagerie/server/node';
import { expect, it, onTestFinished } from 'vitest';
import { freePorts } from './helpers/ensemble.ts';
import { RawClient } from './helpers/raw-client.ts';

it('a server that cannot have its ports leaves nothing open, and can be started again', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'menagerie-'));
  onTestFinished(() => rm(directory, { recursive: true }));
  const [own = 0, other = 0] = await freePorts(2);
  const taken = createServer();
  await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve));
  const address = taken.address();
  const clientPort = typeof address === 'object' ? (address?.port ?? 0) : 0;
  const peers = [own, other].map((port) => ({ host: '127.0.0.1', port }));
  const options = { directory, clientPort };
  await expect(startServer({ ...options, peers })).rejects.toMatchObject({ code: 'EADDRINUSE' });
  await new Promise((resolve) => taken.close(resolve));
  const server = await startServer({ ...options, peers });
  await server.close();
  await server.close();
  const alone = await startServer({ clientPort });
  onTestFinished(() => alone.close());
  await RawClient.open(clientPort);
});
