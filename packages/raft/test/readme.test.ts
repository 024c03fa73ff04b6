import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as testing from '@menagerie/contract/testing';
import * as raft from '@menagerie/raft';
import { expect, it } from 'vitest';
import { firstBlock, linesOf, testExample } from '../../../readme.shared.ts';

const folder = join(import.meta.dirname, '..');
const modules = { '@menagerie/raft': raft, '@menagerie/contract/testing': testing };

testExample({ folder, modules, saidAfter: 'then the command:' });

it('The toy cluster of the contract’s README comes to what that says', () => {
  const readme = readFileSync(join(folder, '../contract/README.md'), 'utf8');
  const example = firstBlock(readme.slice(readme.indexOf('toy cluster:')), 'ts');
  const said = /\/\/ (.*)\n$/.exec(example)?.[1];
  expect(linesOf(example, modules)).toEqual([`${said}\n`]);
});
