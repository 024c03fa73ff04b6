import type { Explored, Recipes } from '../../model/check.ts';
import type { Program } from '../../model/replay.ts';
import { type Budget, PROMISES, type Scope } from '../../model/world.ts';
import { befalling } from './befalling.ts';

const leaser =
  ({ Semaphore }: Recipes): Program =>
  async ({ keeper, signal, granted }) => {
    const grant = await new Semaphore(keeper, '/s', leases).acquire({ signal });
    granted(grant);
    await keeper.sync();
    await grant.release();
  };
const leases = 1;

const semaphore =
  (clients: number, budget: Partial<Budget> = {}) =>
  (recipes: Recipes): Scope => ({
    programs: Array.from({ length: clients }, () => leaser(recipes)),
    there: ['/s', '/s/locks', '/s/leases'],
    budget,
  });

export const semaphoreModel: Explored = {
  name: 'the semaphore',
  looks: [{ says: 'two clients', scope: semaphore(2), worlds: 895 }],
  longLooks: [
    { says: 'two clients, one session ended', scope: semaphore(2, { expiries: 1 }), worlds: 7328 },
    {
      says: 'two clients, one of which gives up',
      scope: semaphore(2, { aborts: 1 }),
      worlds: 10_803,
    },
    { says: 'two clients, one crash', scope: semaphore(2, { crashes: 1 }), worlds: 3571 },
    { says: 'two clients, one connection lost', scope: semaphore(2, { cuts: 1 }), worlds: 28_093 },
    { says: 'three clients', scope: semaphore(3), worlds: 93_931 },
    {
      says: 'three clients, one of whose sessions ends',
      scope: befalling(0, semaphore(3, { expiries: 1 })),
      worlds: 518_865,
    },
    {
      says: 'three clients, one of which crashes',
      scope: befalling(0, semaphore(3, { crashes: 1 })),
      worlds: 298_145,
    },
    {
      says: 'three clients, one of whose connections is lost',
      scope: befalling(0, semaphore(3, { cuts: 1 })),
      worlds: 1_564_357,
    },
  ],
  mistakes: [
    {
      says: 'there is one lease more than was said',
      file: 'locks/semaphore.ts',
      from: 'if (taken <= this.leases &&',
      to: 'if (taken <= this.leases + 1 &&',
      scope: semaphore(2),
      withThree: semaphore(3),
      breaks: PROMISES.exclusion,
    },
    {
      says: 'nobody is told of a lease that is given back',
      file: 'locks/semaphore.ts',
      from: 'const options = { watch: this.#bell.watcher };',
      to: 'const options = {};',
      scope: semaphore(2),
      withThree: semaphore(3),
      breaks: PROMISES.hang,
    },
    {
      says: 'two may be in the door: each counts the other, and both wait',
      file: 'locks/semaphore.ts',
      from: 'return this.#within(claiming, door, signal ?? null);',
      to: 'await door.release(); return this.#within(claiming, door, signal ?? null);',
      scope: semaphore(2),
      breaks: PROMISES.hang,
    },
    {
      says: 'who gives up keeps the door',
      file: 'locks/semaphore.ts',
      from: '.then(() => door.release())',
      to: '',
      scope: semaphore(2, { aborts: 1 }),
      breaks: PROMISES.hang,
    },
  ],
};
