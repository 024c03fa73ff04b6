import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { constants, mkdtemp, readdir, readFile, readlink, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { type Files, FilesError } from '@menagerie/storage';
import { nodeFiles } from '@menagerie/storage/node';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { appendNext, Ledger, openLedger } from './helpers/ledger.ts';

const child = join(import.meta.dirname, 'helpers', 'holding-child.ts');
let directory = '';
let files: Files;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'menagerie-storage-'));
  files = await nodeFiles(directory);
});

afterEach(async () => {
  vi.unstubAllEnvs();
  await rm(directory, { recursive: true, force: true });
});

/** How this process has opened a file, of each time that it did. */
async function flagsOf(path: string): Promise<number[]> {
  const flags: number[] = [];
  for (const fd of await readdir('/proc/self/fd')) {
    if ((await readlink(`/proc/self/fd/${fd}`).catch(() => '')) !== path) continue;
    const info = await readFile(`/proc/self/fdinfo/${fd}`, 'utf8');
    flags.push(Number.parseInt(/flags:\s+(\d+)/.exec(info)?.[1] ?? '', 8));
  }
  return flags;
}

describe('a directory of Node', () => {
  it('is made where there is none', async () => {
    const below = join(directory, 'a', 'b');
    const { store } = await openLedger(await nodeFiles(below));
    await Promise.all([store.close(), store.close()]);
    expect((await readdir(below)).sort()).toEqual(['identity', 'lock', 'log-0000000000000001']);
  });

  it('keeps what a store appends, with space taken in advance while it is open', async () => {
    const { store } = await openLedger(files, { preallocateBytes: 8192, purge: false });
    appendNext(store, 10);
    await store.flush();
    const log = join(directory, 'log-0000000000000001');
    expect((await readFile(log)).length).toBeGreaterThan(8192);
    await store.writeSnapshot(10, Ledger.chunks(10));
    expect((await readFile(log)).length).toBeLessThan(8192);
    appendNext(store, 5);
    await store.close();
    const again = await openLedger(files);
    expect(again.ledger).toMatchObject({ began: 10, applied: 15 });
    await again.store.close();
  });

  it.runIf(process.platform === 'linux')(
    'hands over a batch with one call, which returns once it is on the medium',
    async () => {
      const { store } = await openLedger(files);
      appendNext(store, 1);
      await store.flush();
      const log = join(directory, 'log-0000000000000001');
      expect((await flagsOf(log)).some((flags) => (flags & constants.O_DSYNC) !== 0)).toBe(true);
      await store.close();
      expect(await flagsOf(log)).toEqual([]);
    },
  );

  it('names its errors as the store knows them', async () => {
    await expect(files.open('none', 'read')).rejects.toMatchObject({ code: 'missing' });
    await writeFile(join(directory, 'some'), 'x');
    await expect(files.open('some', 'create')).rejects.toBeInstanceOf(FilesError);
    await expect(files.open('some', 'create')).rejects.toMatchObject({ code: 'exists' });
    expect(await files.free()).toBeGreaterThan(0);
  });
});

describe.each([
  { how: 'by flock', path: process.env['PATH'] ?? '' },
  { how: 'by pid, where the command flock is not there', path: '/nowhere' },
])('the lock, $how', ({ path }) => {
  beforeEach(() => {
    vi.stubEnv('PATH', path);
  });

  it('is refused to another store of the same process, until the first is closed', async () => {
    const { store } = await openLedger(files);
    await expect(openLedger(files)).rejects.toMatchObject({ code: 'locked' });
    await store.close();
    await (await openLedger(files)).store.close();
  });

  it('is refused while another process lives, and taken over when it was killed', async () => {
    const holder = spawn(
      process.execPath,
      ['--import', 'tsx', '--conditions=@menagerie/source', child, directory],
      { stdio: ['ignore', 'pipe', 'inherit'], cwd: import.meta.dirname },
    );
    await once(createInterface({ input: holder.stdout }), 'line');
    const refused = openLedger(files);
    await expect(refused).rejects.toMatchObject({ code: 'locked' });
    await expect(refused).rejects.toThrow(`process ${holder.pid} has it open`);
    holder.kill('SIGKILL');
    await once(holder, 'exit');
    await (await openLedger(files)).store.close();
    const left = (await readdir(directory)).filter((name) => name.startsWith('lock.'));
    expect(left).toEqual([]);
  });

  it('is not kept by one of two that take over a stale one at once', async () => {
    await writeFile(join(directory, 'lock'), '999999999 1 pid\n');
    const attempts = await Promise.allSettled([openLedger(files), openLedger(files)]);
    const refusals = attempts.flatMap((it) => (it.status === 'rejected' ? [it.reason] : []));
    expect(refusals).toMatchObject([{ code: 'locked' }]);
    for (const it of attempts) if (it.status === 'fulfilled') await it.value.store.close();
  });

  it('is not kept by a process that was given the same pid later', async () => {
    await writeFile(join(directory, 'lock'), `${process.pid} 1 pid\n`);
    await (await openLedger(files)).store.close();
  });
});
