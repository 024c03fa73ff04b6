import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { runInNewContext } from 'node:vm';
import * as checker from '@menagerie/checker';
import * as raft from '@menagerie/raft/testing';
import { expect, it } from 'vitest';

const readme = readFileSync(join(import.meta.dirname, '../../README.md'), 'utf8');

it('has an example that runs, and prints in the end what the text says', () => {
  const example = readme.split('```ts\n')[1]?.split('```')[0] ?? '';
  const body = example
    .replace(/import (\{.*\}) from '@menagerie\/checker';/, 'const $1 = checker;')
    .replace(/import (\{.*\}) from '@menagerie\/raft\/testing';/, 'const $1 = raft;');
  const lines: string[] = [];
  const log = (value: unknown) => lines.push(typeof value === 'string' ? value : inspect(value));
  runInNewContext(body, { checker, raft, console: { log }, Error });
  const promised = readme.split('It prints, at the end:\n\n```\n')[1]?.split('\n```')[0];
  expect(lines.at(-1)).toBe(promised);
});
