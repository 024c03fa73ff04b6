import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { connect } from '@menagerie/client/node';
import { startServer } from '@menagerie/server/node';
import { expect, it, onTestFinished } from 'vitest';
import { completionsOf } from '../src/shell/complete.ts';
import { RunningCommand, run } from './helpers/command.ts';
import { emptyFolder } from './helpers/folder.ts';
import { freePort, served } from './helpers/served.ts';

/** What a script comes to: both streams, in the order of the lines of each. */
async function scripted(script: string, port?: number) {
  const server = `127.0.0.1:${port ?? (await served())}`;
  return await run(['shell', server], { input: script });
}

it('reads, writes and lists as zkCli does', async () => {
  const { code, stdout, stderr } = await scripted(`
    create /a one
    create -s /a/seq- "two words"
    create -e /a/eph ''
    get /a
    set -v 0 /a three
    get /a/seq-0000000000
    ls /
    ls -R /a
    getAllChildrenNumber /a
    getEphemerals
    sync /
    delete /a/eph
    deleteall /a -b 1
    ls2 /
  `);
  expect([code, stderr]).toEqual([0, '']);
  expect(stdout.replace(/^(cZxid|ctime|mZxid|mtime|pZxid) = .*$/gm, '$1')).toBe(
    [
      'Created /a',
      'Created /a/seq-0000000000',
      'Created /a/eph',
      'one',
      'two words',
      '[a, zookeeper]',
      '/a',
      '/a/eph',
      '/a/seq-0000000000',
      '2',
      '[/a/eph]',
      'Sync is OK',
      '[zookeeper]',
      'cZxid',
      'ctime',
      'mZxid',
      'mtime',
      'pZxid',
      'cversion = 1',
      'dataVersion = 0',
      'aclVersion = 0',
      'ephemeralOwner = 0x0',
      'dataLength = 0',
      'numChildren = 1',
      '',
    ].join('\n'),
  );
});

it('says what zkCli says of what cannot be done, goes on, and fails in the end', async () => {
  const { code, stdout, stderr } = await scripted(`
    create /a one
    create /a
    create /none/x
    get /none
    stat /none
    set -v 7 /a x
    create -e /e
    create /e/x
    create -c -s /c
    delete /
    setAcl /a world:anyone:z
    get
    ls -x /
    nope
    get /a
  `);
  expect(code).toBe(1);
  expect(stdout).toBe('Created /a\nCreated /e\none\n');
  const said = stderr.trimEnd().split('\n');
  expect(said.slice(0, 6)).toEqual([
    'Node already exists: /a',
    'Node does not exist: /none/x',
    'Node does not exist: /none',
    'Node does not exist: /none',
    'version No is not valid : /a',
    'Ephemerals cannot have children: /e/x',
  ]);
  expect(said.slice(6)).toEqual([
    '-c cannot be combined with -s or -e. Containers cannot be ephemeral or sequential.',
    expect.any(String),
    'world:anyone:z: there is no permission "z": use c, d, r, w and a',
    'usage: get [-s] [-w] path',
    expect.stringContaining('usage: ls [-s] [-w] [-R] path'),
    'there is no command nope: `help` lists them',
  ]);
});

it('keeps to permissions, and takes identities', async () => {
  const port = await served();
  const first = await scripted(
    `
    addauth digest bob:pw
    create /secret s auth::cdrwa
    getAcl /secret
    whoami
    `,
    port,
  );
  expect(first.stdout).toContain("'digest,'bob:ikIaKsbtGweaHnb/jKn7OHqbunM=\n: cdrwa\n");
  expect(first.stdout).toContain('digest: bob');
  const stranger = await scripted('get /secret', port);
  expect([stranger.code, stranger.stderr]).toEqual([1, 'Insufficient permission : /secret\n']);
  const args = ['shell', '--auth', 'digest:bob:pw', '--', `127.0.0.1:${port}`, 'get', '/secret'];
  expect(await run(args)).toMatchObject({ code: 0, stdout: 's\n' });
});

it('logs in by SASL as one user', async () => {
  const server = await startServer({ clientPort: 0, sasl: { users: { bob: 'pass:word' } } });
  onTestFinished(() => server.close());
  const at = `127.0.0.1:${server.clientPort}`;
  const as = (...auth: readonly string[]) => run(['shell', '--auth', ...auth, '--', at, 'whoami']);
  const bob = await as('sasl:bob:pass:word', 'digest:eve:pw');
  expect(bob).toMatchObject({ code: 0, stdout: expect.stringContaining('sasl: bob') });
  expect(bob.stdout).toContain('digest: eve');
  const wrong = await as('sasl:bob:wrong');
  expect([wrong.code, wrong.stderr]).toEqual([1, expect.stringMatching(/\(auth-failed\)\n$/)]);
  for (const none of [['sasl:bob'], ['sasl:bob:a', 'sasl:eve:b']]) {
    const { code, stderr } = await as(...none);
    expect([code, stderr]).toEqual([2, expect.stringContaining('write sasl:user:password')]);
  }
});

it('does all of a multi or nothing', async () => {
  const { code, stdout, stderr } = await scripted(`
    create /a one
    multi create -s /a/n- x ; set -v 0 /a two ; check -v 1 /a
    multi delete /a/n-0000000000 ; delete /none
    ls /a
    multi
    multi get /a
  `);
  expect(code).toBe(1);
  expect(stdout).toBe(
    'Created /a\ncreate /a/n-0000000000: done\nset /a: done\ncheck /a: done\n[n-0000000000]\n',
  );
  expect(stderr).toMatch(/operation 1/);
  expect(stderr).toContain('usage: multi create|set|delete|check … ;');
  expect(stderr).toMatch(/get cannot be part of a multi/);
});

it('sets, lists and removes quotas', async () => {
  const { stdout, stderr } = await scripted(`
    create /a one
    setquota -n 5 /a
    setquota -B 100 /a
    listquota /a
    delquota -n /a
    listquota /a
    delquota /a
    ls /zookeeper/quota
    listquota /a
  `);
  expect(stdout.match(/^Output .*$/gm)).toEqual([
    'Output quota for /a count=5,bytes=-1=;byteHardLimit=100;countHardLimit=-1',
    'Output stat for /a count=1,bytes=3',
    'Output quota for /a count=-1,bytes=-1=;byteHardLimit=100;countHardLimit=-1',
    'Output stat for /a count=1,bytes=3',
  ]);
  expect(stdout).toContain('\n[]\n');
  expect(stderr).toBe('quota for /a does not exist.\n');
});

it('prints what watches tell, for as long as that is wanted', async () => {
  const port = await served();
  const shell = new RunningCommand(['shell', `127.0.0.1:${port}`], { input: null });
  shell.write('create /a one\nget -w /a\nset /a two\n');
  await shell.printed(
    /WATCHER::\n\nWatchedEvent state:SyncConnected type:NodeDataChanged path:\/a/,
  );
  shell.write('printwatches off\naddWatch /a\nset /a three\nprintwatches on\ncreate /a/b\nquit\n');
  expect(await shell.ended).toBe(0);
  expect(shell.stdout.match(/type:\w+ path:\S+/g)).toEqual([
    'type:NodeDataChanged path:/a',
    'type:NodeCreated path:/a/b',
  ]);
});

it('knows its history, and does a line of it again', async () => {
  const { stdout } = await scripted('create -s /n\nhistory\nredo 0\n');
  expect(stdout).toBe(
    'Created /n0000000000\n0 - create -s /n\n1 - history\nCreated /n0000000001\n',
  );
});

it('completes commands and paths', async () => {
  const zk = await connect(`127.0.0.1:${await served()}`);
  onTestFinished(() => zk.close());
  await zk.create('/app/one', null, { parents: 'persistent' });
  await zk.create('/app/other');
  expect(await completionsOf(zk, 'get')).toEqual([
    ['get ', 'getAcl ', 'getAllChildrenNumber ', 'getEphemerals '],
    'get',
  ]);
  expect(await completionsOf(zk, 'get /a')).toEqual([['/app'], '/a']);
  expect(await completionsOf(zk, 'get /app/o')).toEqual([['/app/one', '/app/other'], '/app/o']);
  expect(await completionsOf(zk, 'get /none/x')).toEqual([[], '/none/x']);
});

it('says of a server that is not there how to start one', async () => {
  const where = `127.0.0.1:${await freePort()}`;
  const { code, stderr } = await run(['shell', '--timeout', '300', where, 'ls', '/']);
  expect(code).toBe(1);
  expect(stderr).toMatch(new RegExp(`^error: .*${where}.*Is a server running there\\?`));
});

it('shows who belongs to the ensemble, and changes it', async () => {
  const [port, election] = [await freePort(), await freePort()];
  const spec = `127.0.0.1:${port}:${election}:participant`;
  const peers = [{ host: '127.0.0.1', port, electionPort: election, id: 1 }];
  const options = { peers, skipACL: true, reconfigEnabled: true, standaloneEnabled: false };
  const server = await served(options);
  const file = join(await emptyFolder(), 'zoo.cfg.dynamic');
  await writeFile(file, `# one\nserver.1=${spec};2183\ngroup.1=1\nweight.1=2\n`);
  const { code, stdout, stderr } = await scripted(
    `
    config
    config -c
    reconfig -v ff -remove 1
    reconfig -add
    reconfig -add server.1=${spec};2181 -members server.1=${spec};2181
    reconfig -add server.1=${spec};2181
    config -c
    reconfig -s -members server.1=${spec};127.0.0.1:2182
    config -c -s
    reconfig -file ${file}
    reconfig -file /nowhere
  `,
    server,
  );
  expect(code).toBe(1);
  const said = stderr.trimEnd().split('\n');
  expect(said[0]).toBe('version No is not valid : /zookeeper/config');
  expect(said[2]).toMatch(
    /^either -add and -remove, or one of -file and -members\. usage: reconfig /,
  );
  expect(said.at(-1)).toMatch(/^\/nowhere cannot be read: /);
  const lines = stdout.replaceAll(/version=\w+/g, 'version=v').replaceAll(/^\w+ (?=127|$)/gm, 'v ');
  const listed = lines.split('\n').filter((line) => !/^\w+ = /.test(line));
  expect(listed).toEqual([
    `server.1=${spec}`,
    'version=v',
    'v ',
    'Committed new configuration:',
    `server.1=${spec};0.0.0.0:2181`,
    'version=v',
    'v 127.0.0.1:2181',
    'Committed new configuration:',
    `server.1=${spec};127.0.0.1:2182`,
    'version=v',
    'v 127.0.0.1:2182',
    'Committed new configuration:',
    `server.1=${spec};0.0.0.0:2183`,
    'group.1=1',
    'weight.1=2',
    'version=v',
    '',
  ]);
  expect(stdout.match(/^dataVersion = -1$/gm)).toHaveLength(2);
});
