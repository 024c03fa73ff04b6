import { type RowModel, RowSpace, Search, type SearchOrder, swarm } from '@menagerie/checker';
import { expect, it } from 'vitest';
import { RowHash } from '../../src/explorer/row-hash.ts';

/** Two counters that go up by one, or by three, to a bound. */
function counters(bound: number, forbidden = -1): RowModel {
  return {
    name: 'counters',
    width: 2,
    starts: (next) => {
      next.copy();
      next.offer('start');
    },
    successors: (row, next) => {
      for (const step of [1, 3]) {
        for (const at of [0, 1]) {
          const sum = (row[at] ?? 0) + step;
          if (sum > bound) continue;
          next.copy()[at] = sum;
          next.offer(`${at} + ${step}`);
        }
      }
    },
    properties: [
      { name: 'sum', kind: 'always', holds: ([a = 0, b = 0]) => a + b !== forbidden },
      { name: 'both there', kind: 'sometimes', holds: ([a, b]) => a === bound && b === bound },
      { name: 'beyond', kind: 'sometimes', holds: ([a = 0]) => a > bound },
      { name: 'ends there', kind: 'final', holds: ([a, b]) => a === bound && b === bound },
    ],
  };
}

function searchOf(model: RowModel, order: SearchOrder) {
  return new Search(new RowSpace(model, order), { order });
}

it('finds every row once, whichever it takes first, and says which properties held somewhere', () => {
  for (const order of ['breadth', 'depth'] as const) {
    const search = searchOf(counters(40), order);
    expect([search.finish(), search.distinct]).toEqual(['exhausted', 41 * 41]);
    expect(search.space.reached()).toEqual(['both there']);
    expect(search.space.waiting).toBe(0);
  }
});

it('tells rows apart that differ only in the order of their numbers, or in one bit', () => {
  const rows = [
    [0, 1],
    [1, 0],
    [0, 0],
    [0, 0x1_0000],
    [0x1_0000, 0],
    [-1, 0],
    [0, -1],
    [0, 1],
  ];
  const search = searchOf(
    {
      ...counters(0),
      starts: (next) => {
        for (const row of rows) {
          next.copy().set(row);
          next.offer('start');
        }
      },
      successors: () => {},
      properties: [],
    },
    'breadth',
  );
  search.finish();
  expect([search.generated, search.distinct]).toEqual([8, 7]);
});

it('walks the shortest way to a violation, and says what happens on it', () => {
  const search = searchOf(counters(40, 10), 'breadth');
  expect(search.finish()).toBe('violated');
  const path = search.found[0]?.path ?? [];
  const steps = search.space.walk(path);
  // Ten is three threes and a one.
  expect(steps).toHaveLength(1 + 4);
  expect(steps[0]).toEqual({ action: '', state: Int32Array.of(0, 0) });
  const sums = steps.map(({ state: [a = 0, b = 0] }) => a + b);
  expect(sums.at(-1)).toBe(10);
  for (const [i, { action }] of steps.entries()) {
    if (i > 0) expect(action).toContain(`+ ${(sums[i] ?? 0) - (sums[i - 1] ?? 0)}`);
  }
});

it('walks no further than there is a way', () => {
  const space = new RowSpace(counters(1), 'breadth');
  expect(space.walk([0, 0, 9, 0]).map(({ state }) => [...state])).toEqual([
    [0, 0],
    [1, 0],
  ]);
});

it('judges rows that nothing follows', () => {
  const stuck: RowModel = {
    ...counters(4),
    successors: ([a], next) => {
      if (a !== 0) return;
      next.copy()[0] = 4;
      next.offer('jump');
    },
  };
  const search = searchOf(stuck, 'breadth');
  expect([search.finish(), search.found[0]?.violation.property]).toEqual([
    'violated',
    'ends there',
  ]);
  expect(search.space.walk(search.found[0]?.path ?? []).at(-1)?.state).toEqual(Int32Array.of(4, 0));
});

it('walks at random as the seed says, each time from the start', () => {
  const walk = (seed: number) =>
    swarm(new RowSpace(counters(40, 60), 'depth'), { seed, walks: 20, steps: 100 });
  expect(walk(1)).toEqual(walk(1));
  for (let seed = 1; seed <= 10; seed += 1) {
    const found = walk(seed);
    expect(found?.violation.property).toBe('sum');
    const [a = 0, b = 0] =
      new RowSpace(counters(40), 'depth').walk(found?.path ?? []).at(-1)?.state ?? [];
    expect(a + b).toBe(60);
  }
});

it('tells rows apart that differ in one bit or two, with each half of a fingerprint alone', () => {
  const hash = new RowHash();
  const highs = new Set<number>();
  const lows = new Set<number>();
  let rows = 0;
  const width = 4;
  const flip = (row: Int32Array, bit: number): void => {
    row[bit >> 5] = (row[bit >> 5] ?? 0) ^ (1 << (bit & 31));
  };
  for (let first = 0; first < width * 32; first += 1) {
    for (let second = 0; second <= first; second += 1) {
      const row = new Int32Array(width);
      flip(row, first);
      if (second < first) flip(row, second);
      hash.read(row);
      highs.add(hash.high);
      lows.add(hash.low);
      rows += 1;
    }
  }
  expect([highs.size, lows.size]).toEqual([rows, rows]);
});
