import type { ModelProperty } from '@menagerie/checker';
import type { Explored, Recipes } from '../../model/check.ts';
import type { Program } from '../../model/replay.ts';
import { type Budget, PROMISES, type Scope, type World } from '../../model/world.ts';
import { befalling } from './befalling.ts';

const meeting =
  (budget: Partial<Budget> = {}, clients = 2) =>
  ({ DoubleBarrier }: Recipes): Scope => {
    const programs = Array.from(
      { length: clients },
      (_, nth): Program =>
        async ({ keeper, note }) => {
          const barrier = new DoubleBarrier(keeper, '/b', `m${nth}`, clients);
          note('comes');
          await barrier.enter();
          note('in');
          await keeper.sync();
          note('leaves');
          await barrier.leave();
          note('out');
        },
    );
    const { crashes = 0, expiries = 0 } = budget;
    // Who waits for one who is dead waits for ever, and its znode is there.
    const mayWait = crashes + expiries > 0;
    return {
      programs,
      there: ['/b'],
      budget,
      endless: mayWait ? programs.map((_, nth) => nth) : [],
      leaves: () => mayWait,
      herd: true,
      properties: together,
    };
  };

/** Three, the first of whom has come before. */
const alreadyWaiting =
  (budget: Partial<Budget>) =>
  (recipes: Recipes): Scope => ({ ...meeting(budget, 3)(recipes), settled: 1 });

const OUT = 'who is in gets out, though others die';

/** What each has noted, of those who run; and of all. */
const together: readonly ModelProperty<World>[] = [
  {
    name: 'nobody is in before all have come',
    kind: 'always',
    holds: ({ notes }) =>
      !notes.some((own) => own.includes('in')) || notes.every((own) => own.includes('comes')),
  },
  {
    name: 'nobody is out while somebody is in',
    kind: 'always',
    holds: ({ notes, seats }) =>
      !notes.some((own) => own.includes('out')) ||
      notes.every(
        (own, nth) =>
          own.includes('leaves') ||
          !(seats[nth]?.running ?? false) ||
          !(seats[nth]?.session ?? false),
      ),
  },
  {
    name: OUT,
    kind: 'final',
    holds: ({ notes, seats }) =>
      notes.every(
        (own, nth) =>
          !own.includes('in') ||
          own.includes('out') ||
          !(seats[nth]?.running ?? false) ||
          !(seats[nth]?.session ?? false),
      ),
  },
  {
    name: 'all get out',
    kind: 'sometimes',
    holds: ({ notes }) => notes.every((own) => own.includes('out')),
  },
];

export const doubleBarrier: Explored = {
  name: 'the double barrier',
  looks: [{ says: 'two members', scope: meeting(), worlds: 1273, reaches: ['all get out'] }],
  longLooks: [
    { says: 'two members, one connection lost', scope: meeting({ cuts: 1 }), worlds: 32_928 },
    { says: 'two members, one session ended', scope: meeting({ expiries: 1 }), worlds: 5396 },
    { says: 'two members, one crash', scope: meeting({ crashes: 1 }), worlds: 3983 },
    { says: 'three members', scope: meeting({}, 3), worlds: 930_741 },
    {
      says: 'a first member that waits and two who come, one session ended',
      scope: alreadyWaiting({ expiries: 1 }),
      worlds: 295_999,
    },
    {
      says: 'a first member that waits and two who come, one crash',
      scope: alreadyWaiting({ crashes: 1 }),
      worlds: 187_099,
    },
    {
      says: 'a first member that waits and two who come, the connection of m0 lost',
      scope: befalling(0, alreadyWaiting({ cuts: 1 })),
      worlds: 506_047,
    },
    {
      says: 'a first member that waits and two who come, the connection of m1 lost',
      scope: befalling(1, alreadyWaiting({ cuts: 1 })),
      worlds: 602_613,
    },
    {
      says: 'a first member that waits and two who come, the connection of m2 lost',
      scope: befalling(2, alreadyWaiting({ cuts: 1 })),
      worlds: 592_728,
    },
  ],
  mistakes: [
    {
      says: 'one comes in as soon as it has come',
      file: 'barriers/double-barrier.ts',
      from: 'if ((await this.#inside()).length >= this.members) {',
      to: 'if ((await this.#inside()).length >= this.members - 1) {',
      scope: meeting(),
      withThree: meeting({}, 3),
      breaks: 'nobody is in before all have come',
    },
    {
      says: 'the count comes before the look at the door',
      file: 'barriers/double-barrier.ts',
      from: 'if ((await keeper.exists(ready, { watch })) !== null) return;',
      to: '',
      scope: meeting(),
      withThree: meeting({}, 3),
      breaks: PROMISES.hang,
    },
    {
      says: 'who leaves does not wait for the others',
      file: 'barriers/double-barrier.ts',
      from: 'if (first !== last || !isFirst) await this.#gone(childOf(this.path, isFirst ? last : first));',
      to: 'if (!isFirst) break; await this.#gone(childOf(this.path, isFirst ? last : first));',
      scope: meeting(),
      withThree: meeting({}, 3),
      breaks: 'nobody is out while somebody is in',
    },
    {
      says: 'who has opened and dies takes the open door along (as it was here until it was explored with three)',
      file: 'barriers/double-barrier.ts',
      from: 'this.#keeper.create(ready, null)',
      to: "this.#keeper.create(ready, null, { mode: 'ephemeral' })",
      scope: alreadyWaiting({ crashes: 1 }),
      breaks: OUT,
    },
  ],
};

const gate =
  (budget: Partial<Budget> = {}) =>
  ({ Barrier }: Recipes): Scope => ({
    programs: [
      async ({ keeper }) => {
        await new Barrier(keeper, '/gate').remove();
      },
      ...[1, 2].map(
        (): Program =>
          async ({ keeper, signal, note }) => {
            await new Barrier(keeper, '/gate').wait({ signal });
            note('through');
          },
      ),
    ],
    there: ['/gate'],
    budget,
    herd: true,
    properties: [
      {
        name: 'nobody is through while it stands',
        kind: 'always',
        holds: ({ notes, tree }) =>
          tree.znodes['/gate'] === undefined || notes.every((own) => own.length === 0),
      },
      {
        name: 'all are through',
        kind: 'sometimes',
        holds: ({ notes }) => notes.flat().length === 2,
      },
    ],
  });

export const barrier: Explored = {
  name: 'the barrier',
  looks: [
    {
      says: 'one who removes it and two who wait, one connection lost',
      scope: gate({ cuts: 1 }),
      worlds: 171,
      reaches: ['all are through'],
    },
    { says: 'and one who gives up', scope: gate({ aborts: 1 }), worlds: 85 },
    {
      says: 'and the session of one who waits ended',
      scope: befalling(1, gate({ expiries: 1 })),
      worlds: 43,
    },
    {
      says: 'and a crash of one who waits',
      scope: befalling(1, gate({ crashes: 1 })),
      worlds: 38,
    },
  ],
  longLooks: [],
  mistakes: [
    {
      says: 'nobody is told that it is gone',
      file: 'barriers/barrier.ts',
      from: 'await this.#keeper.get(this.path, { watch: this.#bell.watcher });',
      to: 'await this.#keeper.get(this.path);',
      scope: gate(),
      breaks: PROMISES.hang,
    },
    {
      says: 'who waits goes on at any word',
      file: 'barriers/barrier.ts',
      from: '        await rung;\n',
      to: '        return;\n',
      scope: gate(),
      breaks: 'nobody is through while it stands',
    },
  ],
};
