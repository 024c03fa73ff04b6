import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { firstBlock, printedAfter } from '../../../readme.shared.ts';
import { printedByExample } from '../../client/test/helpers/readme.ts';

const folder = join(import.meta.dirname, '..');
const read = (path: string): Promise<string> => readFile(join(folder, path), 'utf8');

it('the example prints what the README says', async () => {
  const readme = await read('README.md');
  const printed = await printedByExample(readme, import.meta.dirname);
  expect(printed).toBe(printedAfter(readme, 'It prints:'));
});

it('the example is the one in the package comment', async () => {
  const comment = (await read('src/index.ts')).replaceAll(/^ \* ?/gm, '');
  expect(firstBlock(comment, 'js')).toBe(firstBlock(await read('README.md'), 'js'));
});
