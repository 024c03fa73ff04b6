import type { Explored, Recipes } from '../../model/check.ts';
import type { Program } from '../../model/replay.ts';
import { type Budget, PROMISES, type Scope } from '../../model/world.ts';
import { befalling } from './befalling.ts';

const PATH = '/p/n';

const TOUCHED = 'a znode that is touched is there, while its keeper has a connection';

/** So many ticks it lasts; a third of it goes by between two touches. */
const TTL = 3;

/** Some keep a znode alive together, for a while or for as long as they live themselves. */
const alive =
  (stays: boolean, budget: Partial<Budget>, keepers = 1) =>
  ({ TtlKeeper }: Recipes): Scope => ({
    programs: Array.from(
      { length: keepers },
      (): Program =>
        async ({ keeper, note }) => {
          const after = (ticks: number, act: () => void): (() => void) => keeper.after(ticks, act);
          const kept = await TtlKeeper.keep(keeper, PATH, 'mine', { ttlMs: TTL, after });
          note('kept');
          if (!stays) kept.close();
        },
    ),
    there: ['/p'],
    budget,
    // While it is kept it is there in the end.
    leaves: () => stays && (budget.crashes ?? 0) < keepers,
    properties: [
      {
        name: TOUCHED,
        kind: 'always',
        holds: ({ tree, seats, notes }) =>
          !stays ||
          tree.znodes[PATH] !== undefined ||
          !seats.some(({ running }, nth) => running && notes[nth]?.includes('kept') === true),
      },
      {
        name: 'it lasts longer than it would by itself',
        kind: 'sometimes',
        holds: ({ tree, left }) =>
          tree.znodes[PATH] !== undefined && (budget.ticks ?? 0) - left.ticks > TTL,
      },
    ],
  });

const LONGER = ['it lasts longer than it would by itself'];

export const ttlKeeper: Explored = {
  name: 'the TTL keeper',
  looks: [
    {
      says: 'that lives',
      scope: alive(true, { ticks: 8 }),
      worlds: 19,
      reaches: LONGER,
    },
    {
      says: 'that two share, both of whom live',
      scope: alive(true, { ticks: 8 }, 2),
      worlds: 5112,
      reaches: LONGER,
    },
    { says: 'that dies', scope: alive(true, { ticks: 8, crashes: 1 }), worlds: 169 },
    {
      says: 'that is closed, one connection lost',
      scope: alive(false, { ticks: 8, cuts: 1 }),
      worlds: 43,
    },
  ],
  longLooks: [
    {
      says: 'that three share, all of whom live',
      scope: alive(true, { ticks: 5 }, 3),
      worlds: 373_259,
      reaches: LONGER,
    },
    {
      says: 'that two share, one of whom dies',
      scope: alive(true, { ticks: 8, crashes: 1 }, 2),
      worlds: 33_472,
      reaches: LONGER,
    },
    {
      says: 'that two share, one connection lost',
      scope: alive(true, { ticks: 4, cuts: 1 }, 2),
      worlds: 18_312,
      reaches: LONGER,
    },
    {
      says: 'that two share, one of whose sessions ends',
      scope: alive(true, { ticks: 8, expiries: 1 }, 2),
      worlds: 29_426,
      reaches: LONGER,
    },
    {
      says: 'that three share, one of whom dies',
      scope: befalling(0, alive(true, { ticks: 4, crashes: 1 }, 3)),
      worlds: 205_397,
      reaches: LONGER,
    },
    {
      says: 'that three share, one of whose sessions ends',
      scope: befalling(0, alive(true, { ticks: 4, expiries: 1 }, 3)),
      worlds: 195_415,
      reaches: LONGER,
    },
    {
      says: 'that two share, and a third whose connection is lost',
      scope: befalling(2, (recipes) => ({
        ...alive(true, { ticks: 4, cuts: 1 }, 3)(recipes),
        settled: 2,
      })),
      worlds: 141_413,
      reaches: LONGER,
    },
  ],
  mistakes: [
    {
      says: 'it is touched once',
      file: 'groups/ttl-keeper.ts',
      from: '() => this.#again(),',
      to: '() => {},',
      scope: alive(true, { ticks: 8 }),
      withThree: alive(true, { ticks: 5 }, 3),
      breaks: TOUCHED,
    },
    {
      says: 'it is touched when its time is up',
      file: 'groups/ttl-keeper.ts',
      from: 'everyMs = ttlMs / 3',
      to: 'everyMs = ttlMs',
      scope: alive(true, { ticks: 8 }),
      withThree: alive(true, { ticks: 5 }, 3),
      breaks: TOUCHED,
    },
    {
      says: 'it would stay for ever',
      file: 'groups/ttl-keeper.ts',
      from: '{ ttlMs, parents:',
      to: '{ parents:',
      scope: alive(true, { ticks: 8, crashes: 1 }),
      breaks: PROMISES.orphan,
    },
    {
      says: 'it is touched although it was closed',
      file: 'groups/ttl-keeper.ts',
      from: 'this.#isClosed = true;\n    this.#stop();',
      to: '',
      scope: alive(false, { ticks: 8 }),
      breaks: PROMISES.orphan,
    },
  ],
};
