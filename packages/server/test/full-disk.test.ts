import { spawnSync } from 'node:child_process';
import { mkdtemp, rm, rmdir, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ErrorCode } from '@menagerie/jute';
import type { Log } from '@menagerie/server';
import { startServer } from '@menagerie/server/node';
import { SimulatedDisk } from '@menagerie/storage/testing';
import { describe, expect, it, onTestFinished } from 'vitest';
import { CORES, freePorts, until } from './helpers/ensemble.ts';
import { RawClient } from './helpers/raw-client.ts';

const OPEN = [{ perms: 31, id: { scheme: 'world', id: 'anyone' } }];
const LARGE = new Uint8Array(300_000);

const create = (path: string) => ({ path, data: null, acl: OPEN, flags: 0 });

function logInto(notes: string[]): Log {
  const write = (_fields: object, message: string): void => void notes.push(message);
  return { debug: write, info: write, warn: write, error: write };
}

/** Writes until the server takes no more, or cannot say what became of the last one. */
async function fill(client: RawClient, path: string): Promise<void> {
  const write = () => client.tryAsk('setData', { path, data: LARGE, version: -1 });
  let reply = await write();
  while (reply !== null && reply.type === 'done') reply = await write();
}

describe.each(CORES)('a server on %s whose disk is full', (core) => {
  it('lets its clients read, refuses writes, and goes on with them once there is room', async () => {
    const disk = new SimulatedDisk();
    const notes: string[] = [];
    const server = await startServer({
      core,
      files: disk,
      clientPort: 0,
      diskRetryMs: 20,
      log: logInto(notes),
    });
    onTestFinished(() => server.close());
    const writer = await RawClient.open(server.clientPort);
    const client = await RawClient.open(server.clientPort);
    await writer.ask('create', create('/full'));
    disk.capacityBytes = 0;
    await fill(writer, '/full');
    await until(() => notes.some((note) => note.includes('the disk is full')));

    expect(notes).toContainEqual(expect.stringContaining('the disk is full'));
    const refused = await client.ask('create', create('/more'));
    expect(refused).toMatchObject({ type: 'failed', err: ErrorCode.notReadOnly });
    expect((await client.ask('exists', { path: '/full', watch: true })).type).toBe('done');
    expect((await client.ask('exists', { path: '/more', watch: true })).type).toBe('failed');
    expect(await RawClient.dial(server.clientPort).greet()).toBeNull();
    const reader = RawClient.dial(server.clientPort);
    expect(await reader.greet({ readOnly: true })).toMatchObject({ readOnly: true });

    disk.capacityBytes = Number.MAX_SAFE_INTEGER;
    await until(() => notes.some((note) => note.includes('there is room again')));
    await reader.ended();
    let created = await client.ask('create', create('/more'));
    while (created.type === 'failed') created = await client.ask('create', create('/more'));
    const session = await client.ask('exists', { path: '/more', watch: false });
    expect(session).toMatchObject({ type: 'done' });
  });

  it('leads no more where there are others, and follows once there is room', async () => {
    const ports = await freePorts(3);
    const peers = ports.map((port) => ({ host: '127.0.0.1', port }));
    const disks = ports.map(() => new SimulatedDisk());
    const servers = await Promise.all(
      disks.map((files, self) =>
        startServer({ core, self, peers, files, clientPort: 0, diskRetryMs: 20 }),
      ),
    );
    for (const server of servers) onTestFinished(() => server.close());
    await until(() => servers.some(({ role }) => role === 'leading'));
    const at = servers.findIndex(({ role }) => role === 'leading');
    const [full, disk, other] = [servers[at], disks[at], servers[(at + 1) % 3]];
    if (full === undefined || disk === undefined || other === undefined) throw new Error('no one');
    const writer = await RawClient.open(full.clientPort);
    await writer.ask('create', create('/full'));
    disk.capacityBytes = 0;
    await fill(writer, '/full');
    await until(() => servers.some((server) => server !== full && server.role === 'leading'));

    expect(full.role).toBe('looking');
    const { session: sessionId, password: passwd } = writer;
    const moved = await RawClient.open(other.clientPort, { sessionId, passwd });
    expect((await moved.ask('create', create('/without'))).type).toBe('done');
    disk.capacityBytes = Number.MAX_SAFE_INTEGER;
    await until(() => full.role === 'following' && full.zxid === other.zxid);
    const back = await RawClient.open(full.clientPort);
    expect((await back.ask('exists', { path: '/without', watch: false })).type).toBe('done');
  });
});

it('a server whose disk fails says so, and serves nobody any more', async () => {
  const disk = new SimulatedDisk();
  const notes: string[] = [];
  const server = await startServer({ files: disk, clientPort: 0, log: logInto(notes) });
  onTestFinished(() => server.close().catch(() => {}));
  const client = await RawClient.open(server.clientPort);
  disk.failSyncs(1);
  await client.tryAsk('create', create('/lost'));
  await client.ended();
  expect(notes).toContainEqual(expect.stringContaining('sync failed'));
  expect(await RawClient.dial(server.clientPort).greet({ readOnly: true })).toBeNull();
});

it('a server on a file system without room reads on, and writes once there is some', async (context) => {
  const directory = await mkdtemp(join(tmpdir(), 'menagerie-small-'));
  onTestFinished(() => rmdir(directory));
  const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=96m', 'tmpfs', directory]);
  context.skip(mounted.status !== 0, 'needs the right to mount a tmpfs: run it as root');
  onTestFinished(() => void spawnSync('umount', [directory]));
  const ballast = join(directory, 'ballast');
  await writeFile(ballast, new Uint8Array(20 << 20));
  const options = { directory: join(directory, 'data'), clientPort: 0, diskRetryMs: 20 };
  const server = await startServer(options);
  onTestFinished(() => server.close());
  const client = await RawClient.open(server.clientPort);
  const writer = await RawClient.open(server.clientPort);
  await client.ask('create', create('/small'));
  await fill(writer, '/small');
  const refused = await client.ask('setData', { path: '/small', data: null, version: -1 });
  expect(refused).toMatchObject({ type: 'failed', err: ErrorCode.notReadOnly });
  expect((await client.ask('exists', { path: '/small', watch: false })).type).toBe('done');
  await rm(ballast);
  let created = await client.ask('create', create('/more'));
  while (created.type === 'failed') created = await client.ask('create', create('/more'));
  expect(created).toMatchObject({ body: { path: '/more' } });
});
