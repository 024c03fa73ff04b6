import { execFile } from 'node:child_process';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));
// Inside the tree, so that the run finds vitest; ignored by git.
const home = join(root, 'test-results', 'closing-line');

afterAll(() => rm(home, { recursive: true, force: true }));

async function endOf(files: Readonly<Record<string, string>>): Promise<readonly string[]> {
  await rm(home, { recursive: true, force: true });
  await mkdir(home, { recursive: true });
  const config = `import { ClosingLine } from '../../scripts/closing-line.ts';
    export default { test: { root: import.meta.dirname, reporters: ['default', new ClosingLine(2)] } };`;
  const all = { 'vitest.config.ts': config, ...files };
  await Promise.all(Object.entries(all).map(([name, code]) => writeFile(join(home, name), code)));
  const vitest = join(root, 'node_modules', 'vitest', 'vitest.mjs');
  const output = await new Promise<string>((resolve) => {
    execFile(process.execPath, [vitest, 'run'], { cwd: home }, (_error, stdout) => resolve(stdout));
  });
  return output.trimEnd().split('\n').slice(-6);
}

it('counts and names tests, files that cannot be imported, broken set-ups and stray errors', async () => {
  const end = await endOf({
    'outcomes.test.ts': `import { expect, it } from 'vitest';
      it('passes', () => {});
      let runs = 0;
      it('passes the second time', { retry: 1 }, () => expect((runs += 1)).toBe(2));
      it('fails', () => expect(1).toBe(2));
      it.skip('is skipped', () => {});
      it.todo('is to be done');`,
    'import.test.ts': `import './nowhere.ts';`,
    'set-up.test.ts': `import { beforeAll, describe, it } from 'vitest';
      describe('suite', () => { beforeAll(() => { throw new Error('no'); }); it('never runs', () => {}); });`,
    'stray.test.ts': `import { it } from 'vitest';
      it('passes, but leaves a rejection', () => { void Promise.reject(new Error('stray')); });`,
  });
  expect(end.slice(0, -2).sort()).toEqual([
    expect.stringMatching(/^failed: import\.test\.ts: .*nowhere/),
    'failed: outcomes.test.ts › fails: expected 1 to be 2 // Object.is equality',
    'failed: outside of all tests: stray',
    'failed: set-up.test.ts › suite: no',
  ]);
  expect(end.slice(-2)).toEqual([
    'passed only when run again: outcomes.test.ts › passes the second time: expected 1 to be 2 // Object.is equality',
    '3 passed, 4 failed, 5 skipped',
  ]);
});
