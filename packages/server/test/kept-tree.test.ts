import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { keptTree, plantTree, startServer } from '@menagerie/server/node';
import { Tree } from '@menagerie/znode';
import { expect, it, onTestFinished } from 'vitest';
import { CORES } from './helpers/ensemble.ts';
import { RawClient } from './helpers/raw-client.ts';

const OPEN = [{ perms: 31, id: { scheme: 'world', id: 'anyone' } }];

async function folder(): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'menagerie-'));
  onTestFinished(() => rm(directory, { recursive: true }));
  return directory;
}

/** A server that is closed by the test, or with it. */
async function started(core: (typeof CORES)[number], directory: string, compactEvery = 100_000) {
  const server = await startServer({ core, directory, clientPort: 0, compactEvery });
  onTestFinished(() => server.close().catch(() => {}));
  return server;
}

it.each(CORES)('the tree on the disk of a server on %s is the one it had', async (core) => {
  for (const compactEvery of [5, 100_000]) {
    const directory = await folder();
    const server = await started(core, directory, compactEvery);
    const client = await RawClient.open(server.clientPort);
    for (let i = 0; i < 12; i += 1) {
      const body = { path: `/k${i}`, data: Uint8Array.of(i), acl: OPEN, flags: 0 };
      await client.ask('create', body);
    }
    await server.close();
    const tree = await keptTree(core, directory);
    const paths = [...tree.znodes()]
      .map(({ path }) => path)
      .filter((path) => path.startsWith('/k'));
    expect(paths, `compacted after ${compactEvery}`).toHaveLength(12);
  }
});

it.each(CORES)('a server on %s goes on from a tree that was planted', async (core) => {
  const tree = new Tree();
  const stamp = { zxid: (7n << 32n) | 3n, time: 1000, session: 5n };
  tree.apply({ type: 'createSession', ...stamp, timeoutMs: 4000 });
  const body = { path: '/old', data: Uint8Array.of(1), acl: OPEN, flags: 0 };
  tree.apply({ type: 'request', ...stamp, identities: [], request: { type: 'create', body } });
  const directory = await folder();
  await plantTree({ core, directory, self: 0, servers: 1, tree });
  expect((await keptTree(core, directory)).digest).toBe(tree.digest);

  const server = await started(core, directory);
  const client = await RawClient.open(server.clientPort);
  const found = await client.ask('exists', { path: '/old', watch: false });
  expect(found).toMatchObject({ type: 'done', body: { stat: { czxid: stamp.zxid } } });
  expect(server.zxid >> 32n).toBe(8n);
  const again = plantTree({ core, directory, self: 0, servers: 1, tree });
  await expect(again).rejects.toThrow('is not empty');
});
