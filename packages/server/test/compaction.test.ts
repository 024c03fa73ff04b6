import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startServer } from '@menagerie/server/node';
import { describe, expect, it, onTestFinished } from 'vitest';
import { CORES, freePorts, until } from './helpers/ensemble.ts';
import { RawClient } from './helpers/raw-client.ts';

const OPEN = [{ perms: 31, id: { scheme: 'world', id: 'anyone' } }];

async function createAll(client: RawClient, from: number, to: number): Promise<void> {
  const numbers = Array.from({ length: to - from }, (_, i) => from + i);
  await Promise.all(
    numbers.map((i) =>
      client.ask('create', { path: `/n${i}`, data: Uint8Array.of(i & 255), acl: OPEN, flags: 0 }),
    ),
  );
}

async function count(client: RawClient): Promise<number> {
  await client.ask('sync', { path: '/' });
  const reply = await client.ask('getAllChildrenNumber', { path: '/' });
  return reply.type === 'done' ? reply.body.totalNumber : -1;
}

describe.each(CORES)('a log on %s that is cut short', (core) => {
  it('leaves nothing out at the next start', async () => {
    const directory = await mkdtemp(join(tmpdir(), 'menagerie-'));
    onTestFinished(() => rm(directory, { recursive: true }));
    const options = { core, directory, clientPort: 0, compactEvery: 50 };
    const first = await startServer(options);
    const client = await RawClient.open(first.clientPort);
    for (let i = 0; i < 400; i += 40) await createAll(client, i, i + 40);
    const before = await count(client);
    await first.close();
    const names = await readdir(directory);
    expect(names.some((name) => name.startsWith('snapshot-'))).toBe(true);
    expect(names.some((name) => name.startsWith('tree-'))).toBe(true);

    const second = await startServer(options);
    onTestFinished(() => second.close());
    const back = await RawClient.open(second.clientPort);
    expect(await count(back)).toBe(before);
  });

  it('is cut short sooner where what is written is large', async () => {
    const directory = await mkdtemp(join(tmpdir(), 'menagerie-'));
    onTestFinished(() => rm(directory, { recursive: true }));
    const server = await startServer({ core, directory, clientPort: 0, compactEvery: 1000 });
    onTestFinished(() => server.close());
    const client = await RawClient.open(server.clientPort);
    await createAll(client, 0, 1);
    const data = new Uint8Array(200_000);
    for (let i = 0; i < 20; i += 1) await client.ask('setData', { path: '/n0', data, version: -1 });
    const trees = async () => (await readdir(directory)).filter((name) => name.startsWith('tree-'));
    while ((await trees()).length === 0) await new Promise((resolve) => setTimeout(resolve, 10));
    expect(await trees()).not.toEqual([]);
  });

  it('is refused where a byte of the tree is another, and the file is named', async () => {
    const directory = await mkdtemp(join(tmpdir(), 'menagerie-'));
    onTestFinished(() => rm(directory, { recursive: true }));
    const options = { core, directory, clientPort: 0, compactEvery: 50 };
    const server = await startServer(options);
    const client = await RawClient.open(server.clientPort);
    for (let i = 0; i < 120; i += 40) await createAll(client, i, i + 40);
    await server.close();
    const tree = (await readdir(directory)).toSorted().findLast((name) => name.startsWith('tree-'));
    const path = join(directory, tree ?? '');
    const whole = await readFile(path);
    for (const at of [20, 45, 200]) {
      const spoiled = Buffer.from(whole);
      spoiled[at] = (spoiled[at] ?? 0) ^ 1;
      await writeFile(path, spoiled);
      const error = { code: 'corrupt', message: expect.stringContaining(path) };
      await expect(startServer(options)).rejects.toMatchObject(error);
    }
    await writeFile(path, whole);
    const again = await startServer(options);
    await again.close();
  });

  it('brings a server up to date that has missed what was cut off', async () => {
    const ports = await freePorts(3);
    const peers = ports.map((port) => ({ host: '127.0.0.1', port }));
    const options = { core, peers, clientPort: 0, compactEvery: 50 };
    const two = await Promise.all([0, 1].map((self) => startServer({ ...options, self })));
    for (const server of two) onTestFinished(() => server.close());
    const client = await RawClient.open(two[0]?.clientPort ?? 0);
    for (let i = 0; i < 400; i += 40) await createAll(client, i, i + 40);
    const late = await startServer({ ...options, self: 2 });
    onTestFinished(() => late.close());
    const other = await RawClient.open(late.clientPort);
    expect(await count(other)).toBe(await count(client));
    await until(() => late.zxid === two[0]?.zxid);
  });
});
