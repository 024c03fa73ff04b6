import { readdir } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { RunningCommand } from './helpers/command.ts';
import { emptyFolder } from './helpers/folder.ts';
import { create, dataOf } from './helpers/znodes.ts';

/** Process ids of the servers, by their ids. */
const pidOf = (command: RunningCommand, id: number): number => {
  const lines = [...command.stdout.matchAll(new RegExp(`^${id} \\| .*process (\\d+)`, 'gm'))];
  return Number(lines.at(-1)?.[1]);
};

const isAlive = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

async function started(...args: readonly string[]): Promise<[RunningCommand, number[]]> {
  const command = new RunningCommand(['up', '--port', '0', ...args]);
  const [, servers = ''] = await command.printed(/-server (\S+)/);
  // All three: who only starts would not end by itself.
  for (const id of [1, 2, 3]) await command.printed(new RegExp(`^${id} \\| (leads|follows)`, 'm'));
  return [command, servers.split(',').map((server) => Number(server.split(':')[1]))];
}

it.each(['zab', 'raft', 'paxos'])('runs three processes on %s that are one', async (core) => {
  const [command, ports] = await started('--core', core);
  expect(ports).toHaveLength(3);
  expect(new Set([1, 2, 3].map((id) => pidOf(command, id))).size).toBe(3);
  const [first = 0, second = 0] = ports;
  expect(await create(first, '/a', 'one')).toBe(true);
  // A write through the second comes behind the first, so it has seen that.
  expect(await create(second, '/b')).toBe(true);
  expect(await dataOf(second, '/a')).toBe('one');
});

it('leaves no process behind after Ctrl-C, which reaches them all', async () => {
  const [command] = await started();
  const pids = [1, 2, 3].map((id) => pidOf(command, id));
  for (const pid of pids) process.kill(pid, 'SIGINT');
  command.process.kill('SIGINT');
  expect(await command.ended).toBe(0);
  expect(pids.filter(isAlive)).toEqual([]);
  expect(command.stdout.match(/^\d \| ended with 0$/gm)).toHaveLength(3);
  expect(command.stdout).toContain('Ended by SIGINT.');
});

it('leaves no process behind when it is killed itself', async () => {
  const [command] = await started('--data', await emptyFolder());
  const pids = [1, 2, 3].map((id) => pidOf(command, id));
  command.process.kill('SIGKILL');
  await command.ended;
  while (pids.some(isAlive)) await new Promise((resolve) => setTimeout(resolve, 20));
});

it('tells of a server that was killed, and goes on without it', async () => {
  const [command, ports] = await started();
  const leader = Number((await command.printed(/(\d) \| leads/))[1]);
  process.kill(pidOf(command, leader), 'SIGKILL');
  await command.printed(new RegExp(`^${leader} \\| was ended by SIGKILL`, 'm'));
  await command.printed(new RegExp(`^${leader} \\| is not started again`, 'm'));
  await command.printed(/SIGKILL[^]*^\d \| leads/m);
  const port = ports.find((_port, at) => at !== leader - 1) ?? 0;
  expect(await create(port, '/after')).toBe(true);
});

it('starts with --restart a killed server again, on its port and its disk', async () => {
  const data = await emptyFolder();
  const [command, ports] = await started('--restart', '--data', data);
  expect((await readdir(data)).sort()).toEqual(['server-1', 'server-2', 'server-3']);
  expect(await create(ports[0] ?? 0, '/kept', 'yes')).toBe(true);
  const pid = pidOf(command, 1);
  process.kill(pid, 'SIGKILL');
  await command.printed(/^1 \| was ended by SIGKILL[^]*^1 \| (follows|leads)/m);
  expect(pidOf(command, 1)).not.toBe(pid);
  expect(await dataOf(ports[0] ?? 0, '/kept')).toBe('yes');
});
