import { join } from 'node:path';
import { type Client, CREATOR_ACL } from '@menagerie/client';
import { connect } from '@menagerie/client/node';
import { plantTree } from '@menagerie/server/node';
import { type StoredZnode, Tree } from '@menagerie/znode';
import { expect, it, onTestFinished } from 'vitest';
import { startEnsemble } from '../src/index.ts';
import { run } from './helpers/command.ts';
import { emptyFolder } from './helpers/folder.ts';
import { freePort, served } from './helpers/served.ts';

interface Found {
  readonly type: string;
  readonly where: string;
  readonly what: string;
  readonly remedy: string;
}

/** What the doctor finds: of each kind at which places. */
async function found(
  servers: string,
  args: readonly string[] = [],
  env: Readonly<Record<string, string>> = {},
) {
  const ran = await run(['doctor', servers, '--json', '--least-free', '1', ...args], { env });
  const { findings, skipped } = JSON.parse(ran.stdout) as {
    findings: readonly Found[];
    skipped: readonly string[];
  };
  expect(findings.filter(({ what, remedy }) => what === '' || remedy === '')).toEqual([]);
  expect(ran.code).toBe(findings.length === 0 ? 0 : 1);
  return { places: findings.map(({ type, where }) => `${type} ${where}`), findings, skipped };
}

async function clientOf(port: number): Promise<Client> {
  const zk = await connect(`127.0.0.1:${port}`, { auth: [{ scheme: 'digest', auth: 'bob:pw' }] });
  onTestFinished(() => zk.close());
  return zk;
}

it('finds nothing in a sound server, and leaves nothing behind', async () => {
  const port = await served({ words: ['*'] });
  const zk = await clientOf(port);
  await zk.create('/app', 'config');
  expect(await found(`127.0.0.1:${port}`)).toEqual({ places: [], findings: [], skipped: [] });
  expect((await zk.getChildren('/')).children).toEqual(
    expect.arrayContaining(['app', 'zookeeper']),
  );
  expect((await zk.getChildren('/')).children).toHaveLength(2);
});

it('finds secrets that the world can read, by their names and by what is in them', async () => {
  const port = await served();
  const zk = await clientOf(port);
  await zk.create('/db-password', 'x');
  await zk.create('/config', 'user=me\npassword=x');
  await zk.create('/key', '-----BEGIN RSA PRIVATE KEY-----');
  await zk.create('/api-key', 'x', { acl: CREATOR_ACL });
  await zk.create('/tokens', null);
  // The doctor may read it, and not everybody.
  await zk.create('/token', 'x', { acl: [{ perms: 1, id: { scheme: 'ip', id: '127.0.0.1' } }] });
  const { places } = await found(`127.0.0.1:${port}`);
  expect(places.sort()).toEqual([
    'open-secret /config',
    'open-secret /db-password',
    'open-secret /key',
  ]);
});

it('finds locks that outlive their owners, and no others', async () => {
  const port = await served();
  const zk = await clientOf(port);
  await zk.create('/lock', 'me');
  await zk.create('/app/locks/job/n-', null, {
    mode: 'persistent-sequential',
    parents: 'persistent',
  });
  await zk.create('/app/lock-', null, { mode: 'persistent-sequential' });
  // As recipes have them: ephemeral, below a parent that stays.
  await zk.create('/mutex/lock-', null, { mode: 'ephemeral-sequential', parents: 'persistent' });
  const gone = await zk.create('/leader/n-', null, {
    mode: 'ephemeral-sequential',
    parents: 'persistent',
  });
  await zk.delete(gone.path);
  await zk.create('/clockwork', 'x');
  const { places } = await found(`127.0.0.1:${port}`);
  expect(places.sort()).toEqual(['lasting-lock /app/lock-0000000001', 'lasting-lock /lock']);
  await zk.create('/lock-x', null);
  await zk.create('/lock-x/n-', null, { mode: 'persistent-sequential' });
  const more = await found(`127.0.0.1:${port}`);
  expect(more.places).toContain('lasting-lock /lock-x/n-0000000000');
});

it('finds parents that a crowd watches', async () => {
  const port = await served({ words: ['*'] });
  const zk = await clientOf(port);
  await zk.create('/workers/n-', null, { mode: 'ephemeral-sequential', parents: 'persistent' });
  await zk.create('/leaf', 'x');
  const crowd = await Promise.all(Array.from({ length: 4 }, () => clientOf(port)));
  for (const each of crowd) {
    await each.getChildren('/workers', { watch: () => {} });
    await each.get('/leaf', { watch: () => {} });
  }
  expect((await found(`127.0.0.1:${port}`, ['--herd', '5'])).places).toEqual([]);
  expect((await found(`127.0.0.1:${port}`, ['--herd', '4'])).places).toEqual(['herd /workers']);
});

it('says that watches could not be seen, and how they can', async () => {
  const port = await served();
  const { skipped } = await found(`127.0.0.1:${port}`);
  expect(skipped).toEqual([
    `watches at 127.0.0.1:${port}: add wchp to its 4lw.commands.whitelist to have them seen`,
  ]);
});

it('finds an even number of voters, and a server that is down', async () => {
  const ensemble = await startEnsemble({ servers: 4 });
  onTestFinished(() => ensemble.close());
  await ensemble.settled();
  const servers = ensemble.connectString;
  const { findings } = await found(servers);
  expect(findings).toMatchObject([{ type: 'even-voters', where: servers }]);
  expect(findings[0]?.remedy).toContain('5 or 3 vote');
  const [first = expect.unreachable()] = ensemble.members;
  await first.kill();
  await ensemble.settled();
  const { places } = await found(servers);
  expect(places).toEqual([`server-down 127.0.0.1:${first.clientPort}`, `even-voters ${servers}`]);
});

it('finds a disk with little room, here and where the server says its data are', async () => {
  const directory = await emptyFolder();
  const port = await served({ directory });
  const other = await emptyFolder();
  const args = ['--least-free', '900000000', '--data', other];
  const { places } = await found(`127.0.0.1:${port}`, args);
  expect(places.sort()).toEqual([`low-disk ${directory}`, `low-disk ${other}`].sort());
});

it('finds a disk with little room where the log is apart', async () => {
  const [directory, logDirectory] = [await emptyFolder(), await emptyFolder()];
  const port = await served({ directory, logDirectory });
  const { places } = await found(`127.0.0.1:${port}`, ['--least-free', '900000000']);
  expect(places.sort()).toEqual([`low-disk ${directory}`, `low-disk ${logDirectory}`].sort());
});

it('finds clocks that are apart', async () => {
  const port = await served();
  const late = 'const now = Date.now; Date.now = () => now() + 3_600_000;';
  const env = { NODE_OPTIONS: `--import data:text/javascript,${encodeURIComponent(late)}` };
  const { findings } = await found(`127.0.0.1:${port}`, [], env);
  expect(findings).toMatchObject([
    {
      type: 'clock-apart',
      what: expect.stringMatching(/^its clock is 3[56]\d\d\.\d seconds behind/),
    },
  ]);
});

it('finds what was written by a clock that was ahead', async () => {
  const znodes = [...new Tree().znodes()];
  const [root = expect.unreachable()] = znodes;
  const tomorrow = BigInt(Date.now() + 86_400_000);
  const early: StoredZnode = { ...root, path: '/early', stat: { ...root.stat, mtime: tomorrow } };
  const tree = Tree.of({ znodes: [...znodes, early], sessions: [], lastZxid: 1n << 32n });
  const directory = join(await emptyFolder(), 'data');
  await plantTree({ core: 'zab', directory, self: 0, servers: 1, tree });
  const port = await served({ directory });
  expect((await found(`127.0.0.1:${port}`)).places).toEqual(['clock-jumped /early']);
});

it('says of servers none of which is there that they are down', async () => {
  const where = `127.0.0.1:${await freePort()}`;
  const { code, stdout } = await run(['doctor', where]);
  expect(code).toBe(1);
  expect(stdout).toContain(`server-down: ${where} does not answer.\n  Do: start it`);
  expect(stdout).toContain('not looked at: the tree: no server serves');
});

it('says nothing of an even number of voters that do not count alike', async () => {
  const peers = [
    { host: '127.0.0.1', port: await freePort() },
    { host: '127.0.0.1', port: await freePort() },
  ];
  const weights = [2, 1].map((weight, at) => ({ id: at + 1, weight }));
  const hierarchy = { groups: [{ id: 1, servers: [1, 2] }], weights };
  const options = { peers, hierarchy, words: ['*'] };
  const ports = await Promise.all([0, 1].map((self) => served({ ...options, self })));
  for (const port of ports) await clientOf(port);
  expect((await found(ports.map((port) => `127.0.0.1:${port}`).join(','))).places).toEqual([]);
});
