import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { readConfig } from '@menagerie/server/node';
import { expect, it } from 'vitest';
import { firstBlock, printedAfter } from '../../../readme.shared.ts';

const folder = join(import.meta.dirname, '..');
const read = (path: string): Promise<string> => readFile(join(folder, path), 'utf8');

it('the example prints what the README says', async () => {
  const readme = await read('README.md');
  // Below this folder, so that the packages are found.
  const home = await mkdtemp(join(import.meta.dirname, '.example-'));
  try {
    await writeFile(join(home, 'server.mjs'), firstBlock(readme, 'js'));
    const run = () =>
      promisify(execFile)(
        process.execPath,
        ['--import', 'tsx', '--conditions=@menagerie/source', 'server.mjs'],
        { cwd: home },
      );
    const { stdout } = await run();
    expect(stdout).toBe(printedAfter(readme, 'It prints:'));
  } finally {
    await rm(home, { recursive: true });
  }
});

it('the example is the one in the package comment', async () => {
  const comment = (await read('src/index.ts')).replaceAll(/^ \* ?/gm, '');
  expect(firstBlock(comment, 'js')).toBe(firstBlock(await read('README.md'), 'js'));
});

it('the zoo.cfg of the README is one that nothing is wrong with', async () => {
  const { servers, core, warnings } = readConfig(firstBlock(await read('README.md'), 'ini'));
  expect([servers.length, core, warnings]).toEqual([3, 'raft', []]);
});
