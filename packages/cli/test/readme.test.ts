import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { firstBlock, printedAfter } from '../../../readme.shared.ts';
import { programOf } from '../src/program/program.ts';

const folder = join(import.meta.dirname, '..');
const read = (path: string): Promise<string> => readFile(join(folder, path), 'utf8');

it('the example prints what the README says', async () => {
  const readme = await read('README.md');
  // Below this folder, so that the packages are found.
  const home = await mkdtemp(join(import.meta.dirname, '.example-'));
  try {
    await writeFile(join(home, 'ensemble.mjs'), firstBlock(readme, 'js'));
    const { stdout } = await promisify(execFile)(
      process.execPath,
      ['--import', 'tsx', '--conditions=@menagerie/source', 'ensemble.mjs'],
      { cwd: home },
    );
    expect(stdout).toBe(printedAfter(readme, 'It prints:'));
  } finally {
    await rm(home, { recursive: true });
  }
});

it('the example is the one in the package comment', async () => {
  const comment = (await read('src/index.ts')).replaceAll(/^ \* ?/gm, '');
  expect(firstBlock(comment, 'js')).toBe(firstBlock(await read('README.md'), 'js'));
});

it('the README lists every command', async () => {
  const readme = await read('README.md');
  const program = programOf();
  const names = program
    .createHelp()
    .visibleCommands(program)
    .map((command) => command.name());
  const listed = [...readme.matchAll(/^\| `([\w-]+)` \|/gm)].map(([, name]) => name);
  expect(listed).toEqual(names.filter((name) => name !== 'help'));
});
