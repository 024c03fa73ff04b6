import type { Permutation } from '@menagerie/contract';
import { expect, it } from 'vitest';
import { permutations } from '../../src/explorer/cluster/fingerprint.ts';
import { Namings } from '../../src/explorer/cluster/namings.ts';
import { Recollection } from '../../src/explorer/cluster/recollection.ts';
import { Things } from '../../src/explorer/cluster/things.ts';

const all: readonly (Permutation | null)[] = [null, ...permutations(3).slice(1)];
const namings = new Namings(all, 3);
const each = [0, 1, 2, 3, 4, 5];

/** What each of three servers is. */
type Row = readonly number[];

const rows: readonly Row[] = [0, 1, 2].flatMap((a) =>
  [0, 1, 2].flatMap((b) => [0, 1, 2].map((c) => [a, b, c])),
);

function renamed(row: Row, by: Permutation): Row {
  const next = [...row];
  for (const [server, value] of row.entries()) next[by[server] ?? server] = value;
  return next;
}

function thingsOf(met: readonly Row[]): Things<Row> {
  const things = new Things<Row>(namings, {
    kind: 0,
    encode: (row, words, naming) => {
      words.pushAll(...(naming === null ? row : renamed(row, naming)));
    },
    rename: renamed,
  });
  for (const row of met) things.numberOf(row);
  return things;
}

it('knows what one naming after another comes to, and what takes it back', () => {
  for (const first of each) {
    for (const second of each) {
      const both = namings.composed[(first << namings.shift) | second] ?? -1;
      for (const server of [0, 1, 2]) {
        const after = namings.serverUnder(namings.serverUnder(server, first), second);
        expect(namings.serverUnder(server, both)).toBe(after);
      }
    }
    const back = namings.inverse[first] ?? -1;
    for (const server of [0, 1, 2]) {
      expect(namings.serverUnder(namings.serverUnder(server, first), back)).toBe(server);
    }
  }
});

it('refuses namings of which two make one that is not there', () => {
  expect(() => new Namings([null, [1, 2, 0]], 3)).toThrow(RangeError);
});

it('renames numbers as the things that they stand for are renamed', () => {
  const things = thingsOf(rows);
  for (const row of rows) {
    for (const [naming, by] of all.entries()) {
      const other = by === null ? row : renamed(row, by);
      const number = things.orbits.rename(things.numberOf(row), naming);
      expect(number).toBe(things.numberOf(other));
      expect(things.at(number)).toEqual(other);
    }
  }
  // Which server is which does not matter: what counts is how many are 0, 1 and 2.
  expect(things.orbits.size).toBe(10);
});

it('makes what was never met of what was', () => {
  const things = thingsOf([]);
  const number = things.numberOf([0, 1, 2]);
  const made = each.map((naming) => things.at(things.orbits.rename(number, naming)));
  expect(new Set(made.map(String))).toEqual(
    new Set(all.map((by) => String(by === null ? [0, 1, 2] : renamed([0, 1, 2], by)))),
  );
});

it('has the same representative whatever was met first', () => {
  const [one, other] = [thingsOf(rows), thingsOf(rows.toReversed())];
  const standsFor = (things: Things<Row>, row: Row): Row =>
    things.at(things.numberOf(row) & ~namings.mask);
  for (const row of rows) expect(standsFor(one, row)).toEqual(standsFor(other, row));
});

it('never recalls anything but what was told last of the same', () => {
  const small = new Recollection(4, 3);
  let recalled = 0;
  for (const [i, row] of rows.entries()) {
    const cells = Int32Array.from(row);
    expect(small.find(1, 2, cells)).toBe(-1);
    small.add(1, 2, cells, i);
    expect(small.find(1, 2, cells)).toBe(i);
    expect(small.find(2, 1, cells)).not.toBe(i);
  }
  for (const [i, row] of rows.entries()) {
    const found = small.find(1, 2, Int32Array.from(row));
    expect([i, -1]).toContain(found);
    if (found === i) recalled += 1;
  }
  expect(recalled).toBeGreaterThan(0);
});
