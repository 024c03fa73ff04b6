import { execFile } from 'node:child_process';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));
// Inside the tree, so that the run finds vitest; ignored by git.
const home = join(root, 'test-results', 'closing-line');

afterAll(() => rm(home, { recursive: true, force: true }));

async function closingLineOf(files: Readonly<Record<string, string>>): Promise<string | undefined> {
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
  return output.trimEnd().split('\n').at(-1);
}

it('counts tests, files that cannot be imported, broken set-ups and stray errors', async () => {
  const line = await closingLineOf({
    'outcomes.test.ts': `import { expect, it } from 'vitest';
      it('passes', () => {});
      it('passes too', () => {});
      it('fails', () => expect(1).toBe(2));
      it.skip('is skipped', () => {});
      it.todo('is to be done');`,
    'import.test.ts': `import './nowhere.ts';`,
    'set-up.test.ts': `import { beforeAll, describe, it } from 'vitest';
      describe('suite', () => { beforeAll(() => { throw new Error('no'); }); it('never runs', () => {}); });`,
    'stray.test.ts': `import { it } from 'vitest';
      it('passes, but leaves a rejection', () => { void Promise.reject(new Error('stray')); });`,
  });
  expect(line).toBe('3 passed, 4 failed, 5 skipped');
}, 60_000);
