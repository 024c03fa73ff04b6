import { StateTable } from '@menagerie/checker';
import { expect, it } from 'vitest';

/** Fingerprints that look as mixed as real ones, each different from all others. */
function fingerprint(nth: number): [high: number, low: number] {
  return [Math.imul(nth + 1, 0x9e3779b1), Math.imul(nth + 7, 0x85ebca6b)];
}

it('knows every state that was added, through all growing', () => {
  const table = new StateTable(16);
  for (let i = 0; i < 100_000; i += 1)
    expect(table.add(...fingerprint(i), i - 1, i & 0xff)).toBe(i);
  for (let i = 0; i < 100_000; i += 1) expect(table.add(...fingerprint(i), 0, 0)).toBe(-1);
  expect(table.size).toBe(100_000);
});

it('tells states apart that share one half of their fingerprints', () => {
  const table = new StateTable(16);
  expect([table.add(5, 1, -1, 0), table.add(5, 2, -1, 0), table.add(6, 1, -1, 0)]).toEqual([
    0, 1, 2,
  ]);
});

it('leads back from a state to its start', () => {
  const table = new StateTable();
  table.add(1, 1, -1, 3);
  table.add(2, 2, 0, 5);
  table.add(3, 3, 0, 65_535);
  table.add(4, 4, 1, 9);
  expect(table.pathTo(3)).toEqual([3, 5, 9]);
  expect(table.pathTo(2)).toEqual([3, 65_535]);
});

it('takes at most 24 bytes a state once it is larger than at first', () => {
  const table = new StateTable();
  let most = 0;
  for (let i = 0; i < 1_000_000; i += 1) {
    table.add(...fingerprint(i), i - 1, 0);
    if (i > 60_000) most = Math.max(most, table.bytes / table.size);
  }
  expect(most).toBeLessThanOrEqual(24);
});
