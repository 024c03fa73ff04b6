import { createServer } from 'node:net';
import { expect, it } from 'vitest';
import { RunningCommand, run } from './helpers/command.ts';
import { emptyFolder } from './helpers/folder.ts';
import { create, dataOf } from './helpers/znodes.ts';

const PORT = /-server 127\.0\.0\.1:(\d+)/;

async function started(...args: readonly string[]): Promise<[RunningCommand, number]> {
  const command = new RunningCommand(['dev', '--port', '0', ...args]);
  return [command, Number((await command.printed(PORT))[1])];
}

it.each(['zab', 'raft', 'paxos'])('serves clients on %s where it says', async (core) => {
  const [command, port] = await started('--core', core);
  expect(command.stdout).toContain(`on ${core}`);
  expect(await create(port, '/a', 'one')).toBe(true);
  expect(await dataOf(port, '/a')).toBe('one');
});

it.each(['SIGINT', 'SIGTERM'] as const)('ends cleanly by %s', async (signal) => {
  const [command] = await started();
  command.process.kill(signal);
  expect(await command.ended).toBe(0);
  expect(command.stdout).toContain(`Ended by ${signal}.`);
  expect(command.stderr).toBe('');
});

it('knows with --data what it knew before', async () => {
  const folder = await emptyFolder();
  const [first, port] = await started('--data', folder);
  expect(await create(port, '/kept', 'yes')).toBe(true);
  first.process.kill('SIGINT');
  await first.ended;
  const [, again] = await started('--data', folder);
  expect(await dataOf(again, '/kept')).toBe('yes');
});

it('says of data of another core whose they are not', async () => {
  const folder = await emptyFolder();
  const [first, port] = await started('--data', folder);
  expect(await create(port, '/kept')).toBe(true);
  first.process.kill('SIGINT');
  await first.ended;
  for (const core of ['raft', 'paxos']) {
    const { code, stderr } = await run(['dev', '--port', '0', '--data', folder, '--core', core]);
    expect([code, stderr]).toEqual([
      1,
      `error: the data in ${folder} are not those of a server on ${core}: name the core that wrote them with --core, or another directory\n`,
    ]);
  }
});

it('says of a port that is taken which it is and what to do', async () => {
  const other = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => other.once('listening', resolve));
  const address = other.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const { code, stderr } = await run(['dev', '--port', String(port)]);
  other.close();
  expect(code).toBe(1);
  expect(stderr).toBe(
    `error: port ${port} is taken by another process: name another one with --port, or 0 for any that is free\n`,
  );
});
