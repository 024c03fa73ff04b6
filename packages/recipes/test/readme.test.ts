import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { firstBlock, printedAfter } from '../../../readme.shared.ts';
import { ensemble } from '../../client/test/helpers/servers.ts';

const folder = join(import.meta.dirname, '..');
const read = (path: string): Promise<string> => readFile(join(folder, path), 'utf8');

it('the example prints what the README says', async () => {
  const readme = await read('README.md');
  const [server] = await ensemble('zab', 1);
  // Below this folder, so that the packages are found.
  const home = await mkdtemp(join(import.meta.dirname, '.example-'));
  try {
    const example = firstBlock(readme, 'js').replace('2181', String(server?.clientPort));
    await writeFile(join(home, 'lock.mjs'), example);
    const run = promisify(execFile)(
      process.execPath,
      ['--import', 'tsx', '--conditions=@menagerie/source', 'lock.mjs'],
      { cwd: home },
    );
    expect((await run).stdout).toBe(printedAfter(readme, 'It prints:'));
  } finally {
    await rm(home, { recursive: true });
  }
});

it('the example is the one in the package comment', async () => {
  const comment = (await read('src/index.ts')).replaceAll(/^ \* ?/gm, '');
  expect(firstBlock(comment, 'js')).toBe(firstBlock(await read('README.md'), 'js'));
});
