import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as myths from '@menagerie/myths';
import { describe, expect, it } from 'vitest';
import { testExample } from '../../../readme.shared.ts';
import { expected } from './helpers/expected.ts';

const folder = join(import.meta.dirname, '..');

testExample({ folder, modules: { '@menagerie/myths': myths }, saidAfter: 'all its states:' });

describe('the table of failures', () => {
  it('has a row for each, with what the other tests find', () => {
    const rows = myths.myths.map(({ id, claims, runs }) => {
      const [, steps = 0, , states = 0] = expected.find(([each]) => each === id) ?? [];
      const all = states.toLocaleString('en');
      return `| ${id} | ${claims.join(', ')} | ${runs.join(', ') || '–'} | ${steps} | ${all} |`;
    });
    const readme = readFileSync(join(folder, 'README.md'), 'utf8');
    const table = readme.split('| --- | --- | --- | --- | --- |\n')[1]?.split('\n\n')[0];
    expect(table?.split('\n')).toEqual(rows);
  });
});
