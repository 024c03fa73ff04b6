import { execFile, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, it, onTestFinished } from 'vitest';
import { emptyFolder } from './helpers/folder.ts';
import { freePort } from './helpers/served.ts';
import { create, dataOf } from './helpers/znodes.ts';

const SCRIPT = join(import.meta.dirname, '../bin/zkServer.sh');

/** A folder with a `zoo.cfg`, and the script to be called about it. */
async function configured(...lines: readonly string[]) {
  const folder = await emptyFolder();
  const port = await freePort();
  const dataDir = join(folder, 'data');
  const text = [`dataDir=${dataDir}`, `clientPort=${port}`, 'tickTime=500', ...lines, ''];
  await writeFile(join(folder, 'zoo.cfg'), text.join('\n'));
  const call = async (...args: readonly string[]): Promise<[code: number, said: string]> => {
    try {
      const env = { ...process.env, ZOOCFGDIR: folder };
      const { stdout } = await promisify(execFile)(SCRIPT, args, { env });
      return [0, stdout];
    } catch (error) {
      const { code, stdout } = error as { code: number; stdout: string };
      return [code, stdout];
    }
  };
  onTestFinished(async () => void (await call('stop')));
  return { folder, port, pidFile: join(dataDir, 'zookeeper_server.pid'), call };
}

it.runIf(process.platform === 'linux')(
  'starts a server whose threads share their memory, if nobody says otherwise',
  async () => {
    const { pidFile, call } = await configured();
    await call('start');
    const pid = await readFile(pidFile, 'utf8');
    const environment = await readFile(`/proc/${pid}/environ`, 'utf8');
    expect(environment.split('\0')).toContain('MALLOC_ARENA_MAX=1');
  },
);

it('starts, tells of and stops a server, as harnesses ask it to', async () => {
  const { port, pidFile, call } = await configured();
  expect(await call('status')).toEqual([
    1,
    'Error contacting service. It is probably not running.\n',
  ]);
  expect(await call('start')).toEqual([0, 'Starting zookeeper ... STARTED\n']);
  expect(await create(port, '/kept', 'yes')).toBe(true);
  expect(await call('status')).toEqual([0, 'Mode: standalone\n']);
  const pid = Number(await readFile(pidFile, 'utf8'));
  expect(process.kill(pid, 0)).toBe(true);
  expect(await call('start')).toEqual([
    1,
    `Starting zookeeper ... already running as process ${pid}.\n`,
  ]);
  expect(await call('restart')).toEqual([
    0,
    'Stopping zookeeper ... STOPPED\nStarting zookeeper ... STARTED\n',
  ]);
  expect(await dataOf(port, '/kept')).toBe('yes');
  expect(await call('stop')).toEqual([0, 'Stopping zookeeper ... STOPPED\n']);
  expect(existsSync(pidFile)).toBe(false);
  expect(await call('stop')).toEqual([
    0,
    `Stopping zookeeper ... no zookeeper to stop (could not find file ${pidFile})\n`,
  ]);
});

it('stops a server whose zoo.cfg starts none any more', async () => {
  const { folder, pidFile, call } = await configured();
  expect(await call('start')).toEqual([0, 'Starting zookeeper ... STARTED\n']);
  const config = join(folder, 'zoo.cfg');
  // As where others have removed it from the ensemble.
  const others = 'server.2=127.0.0.1:1:1\nserver.3=127.0.0.1:2:2\n';
  await writeFile(config, (await readFile(config, 'utf8')) + others);
  await writeFile(join(folder, 'data', 'myid'), '1');
  expect(await call('status')).toEqual([1, '']);
  expect(await call('stop')).toEqual([0, 'Stopping zookeeper ... STOPPED\n']);
  expect(existsSync(pidFile)).toBe(false);
});

it('prints the command that it would run, which is one', async () => {
  const { folder, port, call } = await configured();
  const [, said] = await call('print-cmd');
  const [program = '', ...args] = said.trim().split(' ');
  expect(args.at(-1)).toBe(join(folder, 'zoo.cfg'));
  const child = execFile(program, args);
  onTestFinished(() => void child.kill());
  expect(await create(port, '/a')).toBe(true);
});

it('runs in the foreground until it is told to end', async () => {
  const { port, call } = await configured();
  const { folder } = await configured();
  const child = execFile(SCRIPT, ['start-foreground'], {
    env: { ...process.env, ZOOCFGDIR: folder },
  });
  const ended = new Promise((resolve) => child.once('exit', resolve));
  const text = await readFile(join(folder, 'zoo.cfg'), 'utf8');
  const own = Number(/clientPort=(\d+)/.exec(text)?.[1]);
  expect(own).not.toBe(port);
  expect(await create(own, '/a')).toBe(true);
  child.kill('SIGTERM');
  expect(await ended).toBe(0);
  expect((await call('status'))[0]).toBe(1);
});

it('says why a server does not start', async () => {
  const { call, pidFile } = await configured('core=nope');
  const [code, said] = await call('start');
  expect(code).toBe(1);
  expect(said).not.toContain('STARTED');
  expect(existsSync(pidFile)).toBe(false);
});

it('leaves a process alone that is none of ours, whatever the file says', async () => {
  const { call, pidFile } = await configured();
  await call('start');
  await call('stop');
  // Somebody else has the number now.
  const other = spawn('sleep', ['600'], { stdio: 'ignore' });
  onTestFinished(() => void other.kill());
  await writeFile(pidFile, String(other.pid));
  expect((await call('stop'))[1]).toContain('no zookeeper to stop');
  expect([other.exitCode, other.signalCode]).toEqual([null, null]);
});

it('can be called through a link', async () => {
  const { folder } = await configured();
  const link = join(folder, 'zkServer.sh');
  await symlink(SCRIPT, link);
  const { stdout } = await promisify(execFile)(link, ['version']);
  expect(stdout).toMatch(/^menagerie/);
});
