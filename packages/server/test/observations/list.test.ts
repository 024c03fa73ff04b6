import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const here = import.meta.dirname;

/** What was seen, whether or not somebody drops a line of the list. */
const SEEN = `
  S1 S2 S3 S4 S5 G1 R1 R2 R3 R4 Q1 Q2 Q3-A Q3-B T3 T4 T5 B1 N1 W1 W2 W3 W4 W5 W6 W7 Z1 Z2 Z3 Z4
  A1 A2 A3 A4 A5 A6 A7 A8 A9 A10 D1 D2 M1 M2 M3
`;
/** A rate, which no test asserts. */
const NO_TEST = ['P1'];
const ROW = String.raw`[A-Z]\d+(?:-[AB])?`;

/** The rows that tests are named after, each with the file: not those that are skipped. */
async function tested(): Promise<string[]> {
  const files = (await readdir(here)).filter((name) => name.endsWith('.test.ts'));
  const found = await Promise.all(
    files.map(async (file) => {
      const names = (await readFile(join(here, file), 'utf8')).matchAll(
        new RegExp(String.raw`\bit\(\s*'((?:${ROW}, )*${ROW}): `, 'g'),
      );
      return [...names].flatMap(([, rows = '']) => rows.split(', ').map((row) => `${row} ${file}`));
    }),
  );
  return found.flat();
}

async function listed(): Promise<string[]> {
  const text = await readFile(join(here, 'README.md'), 'utf8');
  const rows = text.matchAll(new RegExp(`^\\| (${ROW}) \\|.*\\| ([^|]*) \\|$`, 'gm'));
  return [...rows].map(([, row, by = '']) => `${row} ${/\(\.\/(.*)\)/.exec(by)?.[1] ?? ''}`.trim());
}

it('each row of the list is held by a test that is named after it, and each such test is in the list', async () => {
  const rows = await listed();
  expect(rows.filter((row) => !NO_TEST.includes(row)).toSorted()).toEqual(
    (await tested()).toSorted(),
  );
});

it('no row is lost', async () => {
  const rows = (await listed()).map((row) => row.split(' ')[0] ?? '');
  expect(rows.toSorted()).toEqual([...SEEN.trim().split(/\s+/), ...NO_TEST].toSorted());
});
