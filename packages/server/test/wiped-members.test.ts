import { zabKernel } from '@menagerie/server';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { CORES } from './helpers/ensemble.ts';
import { EXCHANGED, FOUND_OUT, three } from './helpers/wiping.ts';

const WEIGHTS = [1, 2, 3, 4, 5].map((id) => ({ id, weight: id === 1 ? 3 : 1 }));
const GROUPS = [
  { id: 1, servers: [1, 2] },
  { id: 2, servers: [3, 4] },
  { id: 3, servers: [5] },
];
const ONE_GROUP = [{ id: 1, servers: [1, 2, 3, 4, 5] }];
/** Who is left to decide after one was exchanged: with it where they can, and fewer than half if that will do. */
const HIERARCHIES = {
  'zab, by groups': {
    core: 'zab',
    groups: GROUPS,
    places: (at: number) => (at === 2 || at === 3 ? [0, 2, 3] : [0, 4]),
  },
  'zab, by weights': { core: 'zab', groups: ONE_GROUP, places: (at: number) => [0, at || 1] },
  'paxos, by weights': { core: 'paxos', groups: ONE_GROUP, places: (at: number) => [0, at || 1] },
} as const;

describe.each(Object.entries(HIERARCHIES))(
  'five voters on %s',
  (_name, { core, groups, places }) => {
    it.each([0, 1, 2, 3, 4])(
      'decide as before once the one at place %i was exchanged',
      async (at) => {
        const hierarchy = { groups, weights: WEIGHTS };
        const options = { reconfigEnabled: at % 2 === 0, hierarchy };
        const all = await three(core, 50 + at, { servers: 5, options });
        const { machines, create, has, told, follow, said } = all;
        const wiped = machines[at];
        const [first] = machines.filter((machine) => machine !== wiped);
        if (wiped === undefined || first === undefined) throw new Error('nobody');
        expect(await create(first, '/before')).toBe('done');
        wiped.wipe();
        wiped.start();
        expect(await told(wiped, EXCHANGED)).toBe(true);
        expect(said(wiped, FOUND_OUT)).toBe(1);
        const needed = places(at).flatMap((place) => machines[place] ?? []);
        const [heaviest = wiped, light = wiped] = needed;
        for (const machine of machines) if (!needed.includes(machine)) machine.kill();
        expect(await follow(...needed)).toBe(true);
        expect(await create(heaviest, '/with')).toBe('done');
        heaviest.kill();
        expect(await create(light, '/without')).not.toBe('done');
        for (const machine of machines) machine.start();
        expect(await follow(...machines)).toBe(true);
        for (const path of ['/before', '/with']) expect(await has(wiped, path)).toBe(true);
      },
    );
  },
);

it('a voter on zab is exchanged among the groups and weights of the others', async () => {
  const asked = vi.spyOn(zabKernel, 'moveTo');
  onTestFinished(() => asked.mockRestore());
  const options = { hierarchy: { groups: GROUPS, weights: WEIGHTS } };
  const { machines, told } = await three('zab', 60, { servers: 5, options });
  const wiped = machines[4];
  if (wiped === undefined) throw new Error('nobody');
  wiped.wipe();
  wiped.start();
  expect(await told(wiped, EXCHANGED)).toBe(true);
  const moves = asked.mock.results.flatMap(({ value }) =>
    value?.type === 'command' && value.command.type === 'reconfig'
      ? [value.command.membership]
      : [],
  );
  expect(moves.map(({ voters, weights, groups }) => ({ voters, weights, groups }))).toEqual([
    // Its group is gone with it.
    { voters: 0b01111, weights: [3, 1, 1, 1, 0], groups: [0b00011, 0b01100] },
    { voters: 0b11111, weights: [3, 1, 1, 1, 1], groups: [0b00011, 0b01100, 0b10000] },
  ]);
});

describe.each(CORES)('an observer on %s', (core) => {
  it.each([false, true])(
    'that was wiped observes again, whoever else is away (members may change: %s)',
    async (reconfigEnabled) => {
      const options = { servers: 4, observers: 1, options: { reconfigEnabled } };
      for (const seed of [1, 2, 3]) {
        const { machines, create, has, told, follow } = await three(core, seed, options);
        const [one, other, another, observer] = machines;
        if (one === undefined || other === undefined || another === undefined) throw new Error();
        if (observer === undefined) throw new Error('nobody observes');
        expect(await create(one, '/before')).toBe('done');
        another.kill();
        observer.wipe();
        observer.start();
        expect(await told(observer, FOUND_OUT), `${seed}`).toBe(true);
        expect(await follow(one, other, observer), `${seed}`).toBe(true);
        expect(observer.notice).toBeNull();
        expect(await create(observer, '/after')).toBe('done');
        // It still counts for nothing.
        other.kill();
        expect(await create(one, '/alone')).not.toBe('done');
        other.start();
        expect(await follow(one, other, observer)).toBe(true);
        for (const path of ['/before', '/after']) expect(await has(observer, path)).toBe(true);
      }
    },
  );
});
