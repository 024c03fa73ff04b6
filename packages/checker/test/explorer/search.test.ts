import { type Model, ModelSpace, Search, type SearchOrder, swarm } from '@menagerie/checker';
import { expect, it } from 'vitest';

/** Two counters that go up by one, or by three, to a bound. */
function counters(
  bound: number,
  holds: (sum: number) => boolean = () => true,
): Model<readonly [number, number]> {
  return {
    name: 'counters',
    starts: () => [[0, 0]],
    successors: ([a, b], next) => {
      for (const step of [1, 3]) {
        if (a + step <= bound) next(`a + ${step}`, [a + step, b]);
        if (b + step <= bound) next(`b + ${step}`, [a, b + step]);
      }
    },
    encode: ([a, b], words) => {
      words.push(a);
      words.push(b);
    },
    properties: [
      { name: 'sum', kind: 'always', holds: ([a, b]) => holds(a + b) },
      {
        name: 'both at the bound',
        kind: 'sometimes',
        holds: ([a, b]) => a === bound && b === bound,
      },
      { name: 'beyond', kind: 'sometimes', holds: ([a]) => a > bound },
      { name: 'ends at the bound', kind: 'final', holds: ([a, b]) => a === bound && b === bound },
    ],
  };
}

function searchOf(model: Model<readonly [number, number]>, order: SearchOrder, maxStates = 1e9) {
  return new Search(new ModelSpace(model, order), { order, maxStates });
}

it('finds every state once, whichever it takes first', () => {
  for (const order of ['breadth', 'depth'] as const) {
    const search = searchOf(counters(40), order);
    expect([search.finish(), search.distinct]).toEqual(['exhausted', 41 * 41]);
    expect(search.space.reached()).toEqual(['both at the bound']);
  }
});

it('says which states it takes next', () => {
  for (const order of ['breadth', 'depth'] as const) {
    const space = new ModelSpace(counters(2), order);
    const search = new Search(space, { order });
    search.run(1);
    const [first, second] =
      order === 'breadth'
        ? [
            [1, 0],
            [0, 1],
          ]
        : [
            [0, 1],
            [1, 0],
          ];
    expect(space.upcoming(9)).toEqual([first, second]);
    expect(space.upcoming(1)).toEqual([first]);
  }
});

it('finds a shortest way to a violation, breadth first, and says what happens on it', () => {
  const search = searchOf(
    counters(40, (sum) => sum !== 10),
    'breadth',
  );
  expect(search.finish()).toBe('violated');
  const [found] = search.found;
  expect(found?.violation.property).toBe('sum');
  const steps = search.space.walk(found?.path ?? []);
  // Ten is three threes and a one.
  expect(steps).toHaveLength(1 + 4);
  expect(steps.at(-1)?.state.reduce((a, b) => a + b)).toBe(10);
});

it('tells how far the farthest state is', () => {
  // One by one is never needed but for the rest: 40 is thirteen threes and a one, twice.
  const search = searchOf(counters(40), 'breadth');
  search.finish();
  expect(search.depth).toBe(2 * 14);
});

it('goes on in slices, and ends as one run does', () => {
  const slices = searchOf(counters(40), 'breadth');
  let rounds = 0;
  while (slices.run(100) === 'searching') rounds += 1;
  expect(rounds).toBe(Math.floor((41 * 41) / 100));
  expect([slices.status, slices.distinct]).toEqual(['exhausted', 41 * 41]);
  expect(slices.run(100)).toBe('exhausted');
});

it('says that it is full, not that it is exhausted, when it may keep no more', () => {
  const search = searchOf(counters(40), 'breadth', 500);
  expect(search.finish()).toBe('full');
  expect(search.distinct).toBeLessThan(520);
});

it('judges states that nothing follows', () => {
  const model = counters(4);
  const stuck: typeof model = {
    ...model,
    successors: ([a, b], next) => a === 0 && next('a', [4, b]),
  };
  const search = searchOf(stuck, 'breadth');
  expect([search.finish(), search.found[0]?.violation.property]).toEqual([
    'violated',
    'ends at the bound',
  ]);
  expect(search.space.walk(search.found[0]?.path ?? []).at(-1)?.state).toEqual([4, 0]);
});

it('walks at random as the seed says, and finds what a walk comes to', () => {
  const model = counters(40, (sum) => sum < 60);
  const walk = (seed: number) =>
    swarm(new ModelSpace(model, 'depth'), { seed, walks: 20, steps: 100 });
  expect(walk(1)?.violation.property).toBe('sum');
  expect(walk(1)).toEqual(walk(1));
  const states = new ModelSpace(model, 'depth').walk(walk(2)?.path ?? []).map(({ state }) => state);
  expect((states.at(-1)?.[0] ?? 0) + (states.at(-1)?.[1] ?? 0)).toBeGreaterThanOrEqual(60);
  expect(swarm(new ModelSpace(counters(40), 'depth'), { seed: 1, walks: 5, steps: 20 })).toBeNull();
});
