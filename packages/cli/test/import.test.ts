import { join } from 'node:path';
import { startServer } from '@menagerie/server/node';
import { expect, it, onTestFinished } from 'vitest';
import { startEnsemble } from '../src/index.ts';
import { APACHE } from './helpers/apache.ts';
import { run } from './helpers/command.ts';
import { emptyFolder } from './helpers/folder.ts';
import { create, dataOf } from './helpers/znodes.ts';

it.each(['zab', 'raft', 'paxos'] as const)(
  'a server on %s goes on from Apache data',
  async (core) => {
    const there = join(await emptyFolder(), 'ours');
    const { code, stdout } = await run(['import', APACHE, there, '--core', core]);
    expect(code).toBe(0);
    expect(stdout).toContain('16 znodes (1 ephemeral), 1 sessions, last zxid 0x1c');
    expect(stdout).toContain(`menagerie dev --core ${core} --data ${there}`);
    const server = await startServer({ core, directory: there, clientPort: 0 });
    onTestFinished(() => server.close());
    expect(await dataOf(server.clientPort, '/app')).toBe('four');
    expect(await create(server.clientPort, '/after')).toBe(true);
  },
);

it('all servers of an ensemble begin with it', async () => {
  const there = join(await emptyFolder(), 'ours');
  await run(['import', APACHE, there, '--servers', '3']);
  const ensemble = await startEnsemble({ servers: 3, directory: there });
  onTestFinished(() => ensemble.close());
  await ensemble.settled();
  for (const { clientPort } of ensemble.members) {
    expect(await dataOf(clientPort, '/deep/树')).toBe('tree');
  }
  expect(await create(ensemble.members[0]?.clientPort ?? 0, '/after')).toBe(true);
});

it('does not write over what is there', async () => {
  const there = join(await emptyFolder(), 'ours');
  await run(['import', APACHE, there]);
  const { code, stderr } = await run(['import', APACHE, there]);
  expect(code).toBe(1);
  expect(stderr).toContain(`${there} is not empty`);
});

it('says of a directory without data of Apache which it takes', async () => {
  const folder = await emptyFolder();
  const { code, stderr } = await run(['import', folder, join(folder, 'ours')]);
  expect(code).toBe(1);
  expect(stderr).toContain(`error: ${folder} has no snapshot of Apache's that can be read`);
});
