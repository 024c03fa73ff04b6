import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';

const MAIN = join(import.meta.dirname, '../load/main.ts');

// In a process of its own, so that the heap is its own, and a rejection that nobody has heard of is one.
it('fifty holders of a lock and fifty caches keep their promises while a server is killed each second', async () => {
  const flags = ['--expose-gc', '--import', 'tsx', '--conditions=@menagerie/source'];
  const child = spawn(process.execPath, [...flags, MAIN, '--core', 'zab']);
  onTestFinished(() => {
    child.kill('SIGKILL');
  });
  let [stdout, stderr] = ['', ''];
  child.stdout.on('data', (chunk) => (stdout += String(chunk)));
  child.stderr.on('data', (chunk) => (stderr += String(chunk)));
  const code = await new Promise((resolve) => child.on('close', resolve));
  expect([code, stderr]).toEqual([0, '']);
  expect(stdout).toContain('zab: 60 kills');
  expect(stdout).toContain('50 holders of one lock');
  expect(stdout).toContain('50 caches');
}, 0);
