import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openStore } from '@menagerie/storage';
import { expect, it, onTestFinished } from 'vitest';
import { ForgetfulFiles } from '../campaign/process/forgetful-files.ts';
import { Random } from './helpers/random.ts';

/** A directory that is opened again and again, as if the process before had been killed. */
async function directory(leakPercent = 0) {
  const path = await mkdtemp(join(tmpdir(), 'menagerie-'));
  onTestFinished(() => rm(path, { recursive: true }));
  const random = new Random(1);
  return () => ForgetfulFiles.open(path, { random, syncMs: 0, leakPercent, lies: false });
}

async function textOf(files: ForgetfulFiles, name: string): Promise<string> {
  const file = await files.open(name, 'read');
  const bytes = new Uint8Array(await file.size());
  await file.read(bytes, 0);
  return new TextDecoder().decode(bytes);
}

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

it('a file shows what was written, and after a kill what was synced', async () => {
  const open = await directory();
  const before = await open();
  const file = await before.open('a', 'create');
  await file.write(bytes('kept and cut'), 0);
  await file.truncate(4);
  await file.sync();
  await before.syncDirectory();
  await file.write(bytes(' gone'), 4);
  await file.write(bytes('K'), 0);
  expect(await textOf(before, 'a')).toBe('Kept gone');
  expect(await textOf(await open(), 'a')).toBe('kept');
});

it('names are there after a kill as they were when the directory was synced', async () => {
  const open = await directory();
  const before = await open();
  for (const name of ['moved', 'removed']) await (await before.open(name, 'create')).sync();
  await before.syncDirectory();
  await before.rename('moved', 'elsewhere');
  await before.remove('removed');
  await before.open('new', 'create');
  expect([...(await before.list())].toSorted()).toEqual(['elsewhere', 'new']);
  const after = await open();
  expect([...(await after.list())].toSorted()).toEqual(['moved', 'removed']);
  await expect(after.open('new', 'read')).rejects.toMatchObject({ code: 'missing' });
  await after.rename('moved', 'removed');
  await after.syncDirectory();
  expect(await (await open()).list()).toEqual(['removed']);
});

it('one that leaks keeps some sectors that were not synced, and not all', async () => {
  const open = await directory(50);
  const before = await open();
  const file = await before.open('a', 'create');
  await file.sync();
  await before.syncDirectory();
  await file.write(bytes('x'.repeat(512 * 40)), 0);
  const kept = (await textOf(await open(), 'a')).split('').filter((letter) => letter === 'x');
  expect(kept.length).toBeGreaterThan(0);
  expect(kept.length).toBeLessThan(512 * 40);
  expect(kept.length % 512).toBe(0);
});

it('a store on one has after a kill all that it had called durable', async () => {
  const open = await directory();
  let durable = 0;
  const options = { identity: new Uint8Array(16), onSnapshot: async () => {} };
  const { store } = await openStore({
    ...options,
    files: await open(),
    onDurable: (number) => {
      durable = number;
    },
  });
  for (let i = 0; i < 50; i += 1) store.append(bytes(`batch ${i}`));
  while (durable < 50) await new Promise((resolve) => setImmediate(resolve));
  const found: number[] = [];
  const again = await openStore({
    ...options,
    files: await open(),
    onBatch: (number) => void found.push(number),
  });
  expect(found).toHaveLength(50);
  await again.store.close();
});
