import type { ModelProperty } from '@menagerie/checker';
import type { Explored, Recipes } from '../../model/check.ts';
import type { Program } from '../../model/replay.ts';
import { type Budget, PROMISES, type Scope, type World } from '../../model/world.ts';

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
    return { programs, there: ['/b'], budget, herd: true, properties: together };
  };

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
    { says: 'three members', scope: meeting({}, 3), worlds: 931_038 },
  ],
  mistakes: [
    {
      says: 'one comes in as soon as it has come',
      file: 'barriers/double-barrier.ts',
      from: 'if ((await this.#inside()).length >= this.members) {',
      to: 'if ((await this.#inside()).length >= this.members - 1) {',
      scope: meeting(),
      breaks: 'nobody is in before all have come',
    },
    {
      says: 'the count comes before the look at the door',
      file: 'barriers/double-barrier.ts',
      from: 'if ((await keeper.exists(ready, { watch })) !== null) return;',
      to: '',
      scope: meeting(),
      breaks: PROMISES.hang,
    },
    {
      says: 'who leaves does not wait for the others',
      file: 'barriers/double-barrier.ts',
      from: 'if (first !== last || !isFirst) await this.#gone(childOf(this.path, isFirst ? last : first));',
      to: 'if (!isFirst) break; await this.#gone(childOf(this.path, isFirst ? last : first));',
      scope: meeting(),
      breaks: 'nobody is out while somebody is in',
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
