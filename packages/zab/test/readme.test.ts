import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { runInNewContext } from 'node:vm';
import * as package_ from '@menagerie/zab';
import { describe, expect, it } from 'vitest';

const read = (path: string): string => readFileSync(join(import.meta.dirname, path), 'utf8');

/** The first block of a language in a text. */
function block(text: string, language: string): string {
  const found = text.split(`\`\`\`${language}\n`)[1]?.split('```')[0];
  if (found === undefined) throw new Error(`no block of ${language}`);
  return found;
}

describe('the example', () => {
  const readme = read('../README.md');
  const example = block(readme, 'js');

  it('prints what the README says', () => {
    const lines: string[] = [];
    const log = (text: string, value: unknown) => lines.push(`${text} ${inspect(value)}\n`);
    const body = example.replace(/import (\{.*\}) from '@menagerie\/zab';/, 'const $1 = zab_;');
    runInNewContext(body, { zab_: package_, console: { log }, Uint8Array });
    expect(lines.join('')).toBe(readme.split('the leader first:\n\n```\n')[1]?.split('```')[0]);
  });

  it('is the one in the package comment', () => {
    const comment = read('../src/index.ts').replaceAll(/^ \* ?/gm, '');
    expect(block(comment, 'js')).toBe(example);
  });
});
