import type { Explored, Recipes } from '../../model/check.ts';
import type { Program } from '../../model/replay.ts';
import { type Budget, PROMISES, type Scope } from '../../model/world.ts';
import { befalling } from './befalling.ts';

const multi =
  (orders: readonly (readonly string[])[], budget: Partial<Budget> = {}) =>
  ({ MultiLock }: Recipes): Scope => ({
    programs: orders.map(
      (paths): Program =>
        async ({ keeper, signal, granted }) => {
          const all = await new MultiLock(keeper, paths).acquire({ signal });
          const [first] = all.grants.values();
          if (first !== undefined) granted({ token: first.token, signal: all.signal });
          await keeper.sync();
          await all.release();
        },
    ),
    there: ['/x', '/y'],
    budget,
    // Who waits for the second is woken beside who waits for the first.
    herd: true,
    ordered: false,
  });

const CROSSED = [
  ['/x', '/y'],
  ['/y', '/x'],
];

/** Three, each of whom names another one first. */
const THREE = [...CROSSED, ['/x', '/y']];

export const multiLock: Explored = {
  name: 'the multi-lock',
  looks: [
    { says: 'two who name the locks in two orders', scope: multi(CROSSED), worlds: 348 },
    { says: 'one of whose sessions ends', scope: multi(CROSSED, { expiries: 1 }), worlds: 2285 },
  ],
  longLooks: [
    { says: 'one of whom gives up', scope: multi(CROSSED, { aborts: 1 }), worlds: 4125 },
    { says: 'one of whose connections is lost', scope: multi(CROSSED, { cuts: 1 }), worlds: 7885 },
    { says: 'one of whom crashes', scope: multi(CROSSED, { crashes: 1 }), worlds: 1371 },
    { says: 'three', scope: multi(THREE), worlds: 16_567 },
    { says: 'three, one session ended', scope: multi(THREE, { expiries: 1 }), worlds: 282_739 },
    { says: 'three, one crash', scope: multi(THREE, { crashes: 1 }), worlds: 132_262 },
    {
      says: 'three, the connection of the first lost',
      scope: befalling(0, multi(THREE, { cuts: 1 })),
      worlds: 197_643,
    },
    {
      says: 'three, the connection of the second lost',
      scope: befalling(1, multi(THREE, { cuts: 1 })),
      worlds: 198_484,
    },
    {
      says: 'three, the connection of the third lost',
      scope: befalling(2, multi(THREE, { cuts: 1 })),
      worlds: 199_325,
    },
  ],
  mistakes: [
    {
      says: 'locks are taken in the order in which they are named',
      file: 'locks/multi-lock.ts',
      from: 'const sorted = [...paths].sort();',
      to: 'const sorted = [...paths];',
      scope: multi(CROSSED),
      withThree: multi(THREE),
      breaks: PROMISES.hang,
    },
    {
      says: 'who gives up keeps what it has',
      file: 'locks/multi-lock.ts',
      from: '      await releaseAll(grants);\n      throw error;',
      to: '      throw error;',
      scope: multi(CROSSED, { aborts: 1 }),
      withThree: multi(THREE, { aborts: 1 }),
      breaks: PROMISES.hang,
    },
  ],
};
