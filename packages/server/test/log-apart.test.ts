import { mkdir, mkdtemp, readdir, rename, rm, symlink, unlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { keptPlaces, keptTree, startServer } from '@menagerie/server/node';
import { isOfStore } from '@menagerie/storage';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { CORES } from './helpers/ensemble.ts';
import { RawClient } from './helpers/raw-client.ts';
import { serving, word } from './helpers/word.ts';

const OPEN = [{ perms: 31, id: { scheme: 'world', id: 'anyone' } }];
const FOLDERS = { zab: 'menagerie-zab', raft: 'menagerie-raft', paxos: 'menagerie-paxos' };
const FOLDER = FOLDERS.zab;

let root = '';

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'menagerie-'));
  onTestFinished(() => rm(root, { recursive: true }));
});

/** A `zoo.cfg` whose log is apart, unless it says otherwise. */
async function config(more: string, keys = `dataLogDir=${join(root, 'logs')}\n`): Promise<string> {
  const file = join(root, 'zoo.cfg');
  const own = 'clientPort=0\nclientPortAddress=127.0.0.1\n4lw.commands.whitelist=*\n';
  await writeFile(file, `dataDir=${join(root, 'data')}\n${own}${keys}${more}`);
  return file;
}

const apart = (more = ''): Promise<string> => config(more);
const together = (): Promise<string> => config('', '');

/** Starts a server, has it write, looks at its tree, and ends it. */
async function run(file: string, path: string): Promise<readonly string[]> {
  const server = await startServer({ config: file });
  onTestFinished(() => server.close().catch(() => {}));
  const client = await RawClient.open(server.clientPort);
  await client.ask('create', { path, data: null, acl: OPEN, flags: 0 });
  const listed = await client.ask('getChildren', { path: '/', watch: false });
  client.vanish();
  await server.close();
  return listed.type === 'done'
    ? (listed.body.children ?? []).map((name) => name ?? '').sort()
    : [];
}

/** Runs a server until its log was cut short behind a tree. */
async function runUntilCut(file: string, logs: string): Promise<void> {
  const server = await startServer({ config: file });
  onTestFinished(() => server.close().catch(() => {}));
  const client = await RawClient.open(server.clientPort);
  for (let nth = 0; ; nth += 1) {
    await client.ask('create', { path: `/n${nth}`, data: null, acl: OPEN, flags: 0 });
    if ((await readdir(logs)).some((name) => /^snapshot-\d+$/.test(name))) break;
  }
  client.vanish();
  await server.close();
}

const inData = (): Promise<string[]> => readdir(join(root, 'data', FOLDER));
const inLogs = (): Promise<string[]> => readdir(join(root, 'logs', FOLDER));

describe('a log apart from the trees', () => {
  it.each(CORES)(
    'is written where dataLogDir says, and read at the next start on %s',
    async (core) => {
      const file = await apart(`core=${core}\nsnapCount=2\n`);
      const [data, logs] = [join(root, 'data', FOLDERS[core]), join(root, 'logs', FOLDERS[core])];
      await runUntilCut(file, logs);
      expect(await run(file, '/e')).toEqual(expect.arrayContaining(['e', 'n0', 'zookeeper']));
      const trees = await readdir(data);
      expect(trees.filter(isOfStore)).toEqual([]);
      expect(trees.some((name) => name.startsWith('tree-'))).toBe(true);
      const kept = await readdir(logs);
      expect(kept.filter(isOfStore)).toEqual(expect.arrayContaining(['identity']));
      expect(kept.some((name) => name.startsWith('tree-'))).toBe(false);
      for (const named of [data, logs]) {
        expect(await keptPlaces(named)).toEqual({ log: logs, trees: data });
        const paths = [...(await keptTree(core, named)).znodes()].map(({ path }) => path);
        expect(paths).toEqual(expect.arrayContaining(['/n0', '/e']));
      }
    },
  );

  it('is shown apart by conf, with its size', async () => {
    const server = await startServer({ config: await apart() });
    onTestFinished(() => server.close());
    await serving(server.clientPort);
    const conf = await word(server.clientPort, 'conf');
    expect(conf).toContain(`\ndataDir=${join(root, 'data')}\n`);
    expect(conf).toContain(`\ndataLogDir=${join(root, 'logs')}\n`);
    const size = (key: string): number =>
      Number(new RegExp(`^${key}=(\\d+)$`, 'm').exec(conf)?.[1]);
    expect(size('dataLogSize')).toBeGreaterThan(2 * size('dataDirSize'));
  });

  it('is in one directory with the trees where two names lead there', async () => {
    await mkdir(join(root, 'data'));
    await symlink(join(root, 'data'), join(root, 'logs'));
    const file = await apart();
    await run(file, '/a');
    expect(await run(file, '/b')).toEqual(['a', 'b', 'zookeeper']);
    expect(await run(await together(), '/c')).toEqual(['a', 'b', 'c', 'zookeeper']);
  });

  it('goes with the trees where somebody names one place for all', async () => {
    const directory = join(root, 'own');
    const server = await startServer({ config: await apart(), directory });
    await server.close();
    expect(await readdir(directory)).toContain('identity');
    await expect(startServer({ logDirectory: directory })).rejects.toThrow(
      `there is a logDirectory, ${directory}, and no directory: name a directory`,
    );
  });
});

describe('a server does not begin empty', () => {
  const refusal = async (file: string): Promise<string> => {
    const error: unknown = await startServer({ config: file }).then(
      (server) => server.close(),
      (caught: unknown) => caught,
    );
    expect(error).toMatchObject({ name: 'StorageError', code: 'wrong-identity' });
    return error instanceof Error ? error.message : '';
  };

  it('where a dataLogDir is new and its log is with the trees; and goes on once it is moved', async () => {
    await run(await together(), '/a');
    const file = await apart();
    const before = await inData();
    expect(await refusal(file)).toContain(
      `Move identity, disks, log-… and snapshot-… there; or name one directory for both`,
    );
    expect(await inData()).toEqual(before);
    expect(await inLogs()).toEqual([]);
    for (const name of before.filter(isOfStore)) {
      await rename(join(root, 'data', FOLDER, name), join(root, 'logs', FOLDER, name));
    }
    expect(await run(file, '/b')).toEqual(['a', 'b', 'zookeeper']);
  });

  it('where the dataLogDir is left out again', async () => {
    await run(await apart('snapCount=2\n'), '/a');
    const text = await refusal(await together());
    expect(text).toContain(
      `a server whose log is in ${join(root, 'logs', FOLDER)} and whose trees`,
    );
    expect(text).toContain('Name both again, with dataLogDir');
    await unlink(join(root, 'data', FOLDER, 'apart'));
    await writeFile(join(root, 'data', FOLDER, `tree-${'0'.repeat(16)}`), '');
    expect(await refusal(await together())).toContain('expected the log of what is in');
  });

  it('where the log is gone, or the trees are', async () => {
    const file = await apart();
    await run(file, '/a');
    await rename(join(root, 'logs'), join(root, 'elsewhere'));
    expect(await refusal(file)).toContain(`expected the log of what is in ${join(root, 'data')}`);
    await rm(join(root, 'logs'), { recursive: true });
    await rename(join(root, 'elsewhere'), join(root, 'logs'));
    await rm(join(root, 'data', FOLDER), { recursive: true });
    expect(await refusal(file)).toContain(`expected the trees of the log in ${join(root, 'logs')}`);
  });

  it('where log and trees are those of two servers', async () => {
    const file = await apart();
    await run(file, '/a');
    await rename(join(root, 'data'), join(root, 'first'));
    await rm(join(root, 'logs'), { recursive: true });
    await run(file, '/b');
    await rm(join(root, 'data'), { recursive: true });
    await rename(join(root, 'first'), join(root, 'data'));
    expect(await refusal(file)).toContain('to belong together, found a server whose log was in');
  });

  it('where dataDir and dataLogDir were exchanged', async () => {
    await run(await apart('snapCount=2\n'), '/a');
    await rename(join(root, 'data'), join(root, 'other'));
    await rename(join(root, 'logs'), join(root, 'data'));
    await rename(join(root, 'other'), join(root, 'logs'));
    expect(await refusal(await apart())).toContain('expected a log in');
  });

  it('where Apache has its log', async () => {
    await mkdir(join(root, 'logs', 'version-2'), { recursive: true });
    await writeFile(join(root, 'logs', 'version-2', 'log.1'), '');
    await expect(startServer({ config: await apart() })).rejects.toMatchObject({
      code: 'foreign-data',
      message: expect.stringContaining('name another dataLogDir'),
    });
  });
});

it('the tree of a copy is read with the log that is named, and not with another', async () => {
  const file = await apart('snapCount=2\n');
  const [logs, trees] = [join(root, 'logs', FOLDER), join(root, 'data', FOLDER)];
  await runUntilCut(file, logs);
  await rename(logs, join(root, 'copy'));
  await expect(keptTree('zab', trees)).rejects.toThrow(`${logs}: expected a`);
  const tree = await keptTree('zab', trees, join(root, 'copy'));
  expect([...tree.znodes()].map(({ path }) => path)).toContain('/n0');
  for (const name of await readdir(trees)) {
    if (name.startsWith('tree-')) await unlink(join(trees, name));
  }
  await expect(keptTree('zab', trees, join(root, 'copy'))).rejects.toThrow(
    'found none. Name a log and trees of one server',
  );
});
