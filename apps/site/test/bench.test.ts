import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { measures, tables, tablesIn } from '../src/bench/tables.ts';

const source = ['main.ts', 'measures.ts', 'recovery.ts']
  .map((file) => new URL(`../../../packages/server/bench/${file}`, import.meta.url))
  .map((url) => readFileSync(url, 'utf8'))
  .join('\n');

it('the tables of the page are read as they were printed', () => {
  const text =
    'said before\n\n| one server | Apache | zab |\n|---|---:|---:|\n| reads | 1 | 2 (2.00) |\n';
  expect(tablesIn(text)).toEqual([
    {
      title: 'one server',
      rivals: ['Apache', 'zab'],
      rows: [{ what: 'reads', cells: ['1', '2 (2.00)'] }],
    },
  ]);
});

it('what the page shows has each rival in each row, and Apache’s server first', () => {
  expect(tables.map(({ title }) => title)).toEqual(
    expect.arrayContaining(['one server', 'three servers']),
  );
  for (const { rivals, rows } of tables) {
    expect(rivals.slice(0, 2)).toEqual(['Apache', 'zab']);
    for (const { cells } of rows) {
      expect(cells.filter((cell) => cell !== '')).toHaveLength(rivals.length);
    }
  }
});

it('each row is said in both languages', () => {
  const shown = tables.flatMap(({ title, rows }) => [title, ...rows.map(({ what }) => what)]);
  expect(shown.filter((what) => measures[what] === undefined)).toEqual([]);
});

it.each(Object.keys(measures))('%s is what the benchmark still measures', (what) => {
  const { kind = '' } = /^(?:reads|writes)? ?(?<kind>[^,]*)/.exec(what)?.groups ?? {};
  expect(source).toContain(kind);
});
