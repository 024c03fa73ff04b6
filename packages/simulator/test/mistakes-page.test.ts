import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { FOUND } from './helpers/mistakes.ts';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const rows = [
  ['Raft', FOUND.raft],
  ['Synod', FOUND.synod],
  ['Multi-Paxos', FOUND.paxos],
  ['Zab', FOUND.zab],
] as const;

/** The page has another table with a row for each protocol: this one names mistakes. */
function isRowOf(name: string): (cells: readonly string[]) => boolean {
  return (cells) => cells[1] === name && /^[RPZ]-\d/.test(cells[3] ?? '');
}

it.each([
  'docs/build/simulator.md',
  'apps/site/i18n/zh-Hans/docusaurus-plugin-content-docs/current/build/simulator.md',
])('%s names the mistakes that random runs find, as the tests do', (path) => {
  const table = readFileSync(join(root, path), 'utf8')
    .split('\n')
    .map((line) => line.split('|').map((cell) => cell.trim()));
  for (const [name, { seeds, ids }] of rows) {
    const [, , within = '', found = ''] = table.find(isRowOf(name)) ?? [];
    expect([name, Number(within.replace(',', ''))]).toEqual([name, seeds]);
    expect([name, found.split(/, |、/)]).toEqual([name, [...ids].sort()]);
  }
});
