import type { Explored, Recipes } from '../../model/check.ts';
import type { Program } from '../../model/replay.ts';
import type { Budget, Scope } from '../../model/world.ts';

const adders =
  (budget: Partial<Budget> = {}, clients = 2) =>
  ({ Counter }: Recipes): Scope => ({
    programs: Array.from(
      { length: clients },
      (): Program =>
        async ({ keeper, note }) => {
          await new Counter(keeper, '/n', { format: 'text' }).add(1n);
          note('added');
        },
    ),
    there: ['/n'],
    budget,
    herd: true,
    properties: [
      {
        name: 'no addition is lost or made twice',
        kind: 'final',
        holds: ({ notes, tree }) => {
          const sum = Number(tree.znodes['/n']?.data ?? 0);
          return sum >= notes.flat().length && sum <= notes.length;
        },
      },
      {
        name: 'the sum is two',
        kind: 'sometimes',
        holds: ({ tree }) => tree.znodes['/n']?.data === '2',
      },
    ],
  });

export const counter: Explored = {
  name: 'the counter',
  looks: [
    { says: 'two who add', scope: adders(), worlds: 15, reaches: ['the sum is two'] },
    {
      says: 'two who add, one connection lost',
      scope: adders({ cuts: 1 }),
      worlds: 178,
      reaches: ['the sum is two'],
    },
    { says: 'two who add, one crash', scope: adders({ crashes: 1 }), worlds: 75 },
  ],
  longLooks: [
    { says: 'two who add, two connections lost', scope: adders({ cuts: 2 }), worlds: 1175 },
    { says: 'two who add, one session ended', scope: adders({ expiries: 1 }), worlds: 63 },
    { says: 'three who add', scope: adders({}, 3), worlds: 117 },
    { says: 'three who add, one connection lost', scope: adders({ cuts: 1 }, 3), worlds: 2347 },
    { says: 'three who add, one session ended', scope: adders({ expiries: 1 }, 3), worlds: 657 },
    { says: 'three who add, one crash', scope: adders({ crashes: 1 }, 3), worlds: 783 },
  ],
  mistakes: [
    {
      says: 'a sum is written whatever stands there',
      file: 'counters/shared-value.ts',
      from: 'const options = version === null ? {} : { version };',
      to: 'const options = {};',
      scope: adders(),
      withThree: adders({}, 3),
      breaks: 'no addition is lost or made twice',
    },
    {
      says: 'an addition without an answer is made again',
      file: 'counters/shared-value.ts',
      from: 'if ((await this.get()).version !== before.version) throw error;',
      to: '',
      scope: adders({ cuts: 1 }),
      withThree: adders({ cuts: 1 }, 3),
      breaks: 'no addition is lost or made twice',
    },
  ],
};
