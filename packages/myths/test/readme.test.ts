import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runInNewContext } from 'node:vm';
import * as package_ from '@menagerie/myths';
import { describe, expect, it } from 'vitest';
import { expected } from './helpers/expected.ts';

const read = (path: string): string => readFileSync(join(import.meta.dirname, path), 'utf8');

/** The first block of a language in a text. */
function block(text: string, language: string): string {
  const found = text.split(`\`\`\`${language}\n`)[1]?.split('```')[0];
  if (found === undefined) throw new Error(`no block of ${language}`);
  return found;
}

const readme = read('../README.md');

describe('the example', () => {
  const example = block(readme, 'js');

  it('prints what the README says', () => {
    const lines: string[] = [];
    const log = (...values: unknown[]) => lines.push(`${values.join(' ')}\n`);
    const body = example.replace(/import (\{.*\}) from '@menagerie\/myths';/, 'const $1 = myths_;');
    runInNewContext(body, { myths_: package_, console: { log } });
    expect(lines.join('')).toBe(readme.split('all its states:\n\n```\n')[1]?.split('```')[0]);
  });

  it('is the one in the package comment', () => {
    const comment = read('../src/index.ts').replaceAll(/^ \* ?/gm, '');
    expect(block(comment, 'js')).toBe(example);
  });
});

describe('the table of failures', () => {
  it('has a row for each, with what the other tests find', () => {
    const rows = package_.myths.map(({ id, claims, runs }) => {
      const [, steps = 0, , states = 0] = expected.find(([each]) => each === id) ?? [];
      const all = states.toLocaleString('en');
      return `| ${id} | ${claims.join(', ')} | ${runs.join(', ') || '–'} | ${steps} | ${all} |`;
    });
    const table = readme.split('| --- | --- | --- | --- | --- |\n')[1]?.split('\n\n')[0];
    expect(table?.split('\n')).toEqual(rows);
  });
});
