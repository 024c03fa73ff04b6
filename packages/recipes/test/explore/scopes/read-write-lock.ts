import type { Explored, Recipes } from '../../model/check.ts';
import type { Program } from '../../model/replay.ts';
import { type Budget, PROMISES, type Scope } from '../../model/world.ts';

const reader =
  ({ ReadWriteLock }: Recipes): Program =>
  async ({ keeper, signal, granted }) => {
    const grant = await new ReadWriteLock(keeper, '/rw').read({ signal });
    granted(grant, 'read');
    await keeper.sync();
    await grant.release();
  };

const writer =
  ({ ReadWriteLock }: Recipes): Program =>
  async ({ keeper, signal, granted }) => {
    const grant = await new ReadWriteLock(keeper, '/rw').write({ signal });
    granted(grant, 'write');
    await keeper.sync();
    await grant.release();
  };

const readWrite =
  (programs: readonly ((recipes: Recipes) => Program)[], budget: Partial<Budget> = {}) =>
  (recipes: Recipes): Scope => ({
    programs: programs.map((program) => program(recipes)),
    there: ['/rw'],
    budget,
    together: (kinds) => kinds.length <= 1 || !kinds.includes('write'),
    ordered: false,
    herd: true,
    properties: [
      {
        name: 'two read at once',
        kind: 'sometimes',
        // Both tokens are out, and nothing was released.
        holds: ({ grants, tree }) =>
          grants.length === 2 &&
          Object.keys(tree.znodes).filter((path) => path.includes('__READ__')).length === 2,
      },
    ],
  });

export const readWriteLock: Explored = {
  name: 'the read/write lock',
  looks: [
    { says: 'two who write', scope: readWrite([writer, writer]), worlds: 110 },
    {
      says: 'one who writes and one who reads, one session ended',
      scope: readWrite([writer, reader], { expiries: 1 }),
      worlds: 677,
    },
  ],
  longLooks: [
    {
      says: 'two who read, one connection lost',
      scope: readWrite([reader, reader], { cuts: 1 }),
      worlds: 2523,
      reaches: ['two read at once'],
    },
    {
      says: 'one who writes and one who reads, one connection lost',
      scope: readWrite([writer, reader], { cuts: 1 }),
      worlds: 1921,
    },
    {
      says: 'one who writes and two who read',
      scope: readWrite([writer, reader, reader]),
      worlds: 4785,
    },
    {
      says: 'two who write and one who reads',
      scope: readWrite([writer, writer, reader]),
      worlds: 3223,
    },
    {
      says: 'one who writes and two who read, one connection lost',
      scope: readWrite([writer, reader, reader], { cuts: 1 }),
      worlds: 181_599,
    },
    {
      says: 'one who writes and two who read, one session ended',
      scope: readWrite([writer, reader, reader], { expiries: 1 }),
      worlds: 78_350,
    },
    {
      says: 'one who writes and two who read, one crash',
      scope: readWrite([writer, reader, reader], { crashes: 1 }),
      worlds: 33_763,
    },
    {
      says: 'one who writes and one who reads, one crash',
      scope: readWrite([writer, reader], { crashes: 1 }),
      worlds: 397,
    },
  ],
  mistakes: [
    {
      says: 'who reads waits for nobody',
      file: 'locks/read-write-lock.ts',
      from: 'return claims.slice(0, claims.indexOf(own)).findLast(isWriter) ?? null;',
      to: 'return null;',
      scope: readWrite([writer, reader]),
      withThree: readWrite([writer, reader, reader]),
      breaks: PROMISES.exclusion,
    },
    {
      says: 'who writes waits only for those who write',
      file: 'locks/read-write-lock.ts',
      from: 'mark: WRITE, ahead: oneAtATime',
      to: 'mark: WRITE, ahead: writersOnly',
      scope: readWrite([writer, reader]),
      withThree: readWrite([writer, reader, reader]),
      breaks: PROMISES.exclusion,
    },
  ],
};
