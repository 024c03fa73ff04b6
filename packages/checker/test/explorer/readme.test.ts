import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as checker from '@menagerie/checker';
import * as raft from '@menagerie/raft/testing';
import { expect, it } from 'vitest';
import { firstBlock, linesOf, printedAfter } from '../../../../readme.shared.ts';

const readme = readFileSync(join(import.meta.dirname, '../../README.md'), 'utf8');

it('has an example that runs, and prints in the end what the text says', () => {
  const modules = { '@menagerie/checker': checker, '@menagerie/raft/testing': raft };
  const lines = linesOf(firstBlock(readme, 'ts'), modules);
  expect(lines.at(-1)).toBe(printedAfter(readme, 'It prints, at the end:'));
});
