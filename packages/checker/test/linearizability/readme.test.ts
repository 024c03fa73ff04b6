import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as checker from '@menagerie/checker';
import * as simulator from '@menagerie/simulator';
import * as zab from '@menagerie/zab/testing';
import { expect, it } from 'vitest';
import { linesOf } from '../../../../readme.shared.ts';

const readme = readFileSync(join(import.meta.dirname, '../../README.md'), 'utf8');

it('the README judges a run of Zab, and it prints what the text says', () => {
  const [example = ''] = (
    readme.split('```js\n').find((part) => part.includes('zabRegister')) ?? ''
  ).split('```');
  const modules = {
    '@menagerie/checker': checker,
    '@menagerie/simulator': simulator,
    '@menagerie/zab/testing': zab,
  };
  expect(linesOf(example, modules)).toEqual(['holds\n']);
});
