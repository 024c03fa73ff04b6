import type { Explored, Recipes } from '../../model/check.ts';
import type { Program } from '../../model/replay.ts';
import type { Budget, Scope } from '../../model/world.ts';

const changers =
  (budget: Partial<Budget> = {}, clients = 2) =>
  ({ Settings }: Recipes): Scope => ({
    programs: Array.from(
      { length: clients },
      (): Program =>
        async ({ keeper, note }) => {
          await new Settings(keeper, '/c').change(['n', 'm'], (values) => ({
            n: String(Number(values.get('n')) + 1),
            m: String(Number(values.get('m')) + 1),
          }));
          note('changed');
        },
    ),
    there: ['/c', '/c/keys', '/c/log', '/c/keys/n'],
    data: { '/c/keys/n': '0' },
    budget,
    herd: true,
    leaves: () => true,
    properties: [
      {
        name: 'keys change together',
        kind: 'always',
        holds: ({ tree: { znodes } }) =>
          Number(znodes['/c/keys/n']?.data) === Number(znodes['/c/keys/m']?.data ?? 0),
      },
      {
        name: 'each change has a revision, and none is lost or made twice',
        kind: 'final',
        holds: ({ notes, tree: { znodes } }) => {
          const changes = Number(znodes['/c/keys/n']?.data);
          const isWithin = changes >= notes.flat().length && changes <= notes.length;
          return isWithin && znodes['/c/log']?.next === changes;
        },
      },
      {
        name: 'both have changed',
        kind: 'sometimes',
        holds: ({ tree }) => tree.znodes['/c/keys/m']?.data === '2',
      },
    ],
  });

export const settings: Explored = {
  name: 'the settings',
  looks: [
    { says: 'two who change', scope: changers(), worlds: 61, reaches: ['both have changed'] },
    {
      says: 'two who change, one connection lost',
      scope: changers({ cuts: 1 }),
      worlds: 802,
      reaches: ['both have changed'],
    },
    { says: 'two who change, one crash', scope: changers({ crashes: 1 }), worlds: 265 },
  ],
  longLooks: [
    { says: 'two who change, one session ended', scope: changers({ expiries: 1 }), worlds: 239 },
    { says: 'three who change', scope: changers({}, 3), worlds: 1847 },
    {
      says: 'three who change, one connection lost',
      scope: changers({ cuts: 1 }, 3),
      worlds: 44_016,
    },
    {
      says: 'three who change, one session ended',
      scope: changers({ expiries: 1 }, 3),
      worlds: 9686,
    },
    { says: 'three who change, one crash', scope: changers({ crashes: 1 }, 3), worlds: 10_673 },
  ],
  mistakes: [
    {
      says: 'a change without an answer is made again',
      file: 'agreements/settings.ts',
      from: 'if (stat.version !== log.stat.version) throw error;',
      to: '',
      scope: changers({ cuts: 1 }),
      withThree: changers({ cuts: 1 }, 3),
      breaks: 'each change has a revision, and none is lost or made twice',
    },
    {
      says: 'the keys are written one by one',
      file: 'agreements/settings.ts',
      from: 'const results = await this.#keeper.multi([',
      to: `await this.#keeper.multi([ops.pop() ?? ops[0]]);
        const results = await this.#keeper.multi([`,
      scope: changers({ crashes: 1 }),
      withThree: changers({ crashes: 1 }, 3),
      breaks: 'keys change together',
    },
  ],
};
