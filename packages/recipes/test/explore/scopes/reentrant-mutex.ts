import type { Explored, Recipes } from '../../model/check.ts';
import type { Program } from '../../model/replay.ts';
import { type Budget, PROMISES, type Scope } from '../../model/world.ts';

const LOCK = '/lock';
const STILL = 'who leaves once of twice still holds';

/** Enters twice, and leaves twice. */
const twice =
  ({ ReentrantMutex }: Recipes): Program =>
  async ({ keeper, signal, granted, effect, note }) => {
    const mutex = new ReentrantMutex(keeper, LOCK);
    const owner = {};
    const outer = await mutex.acquire(owner, { signal });
    granted(outer.grant);
    const inner = await mutex.acquire(owner, { signal });
    await inner.release();
    const { reason } = outer.grant.signal;
    note(reason instanceof Error && 'code' in reason ? String(reason.code) : 'held');
    await effect(outer.grant.token);
    await outer.release();
  };

const reentrant =
  (clients: number, budget: Partial<Budget> = {}) =>
  (recipes: Recipes): Scope => ({
    programs: Array.from({ length: clients }, () => twice(recipes)),
    there: [LOCK],
    budget,
    properties: [
      {
        name: STILL,
        kind: 'always',
        holds: ({ notes }) => !notes.flat().includes('released'),
      },
    ],
  });

const IN = 'who does not give up comes in, whatever others of the same owner do';

/** Two entries of one owner at the same time, of which the first may give up. */
const together =
  (budget: Partial<Budget>) =>
  (recipes: Recipes): Scope => ({
    programs: [
      async ({ keeper, signal, granted, note }) => {
        const mutex = new recipes.ReentrantMutex(keeper, LOCK);
        const owner = {};
        const first = mutex.acquire(owner, { signal });
        const second = mutex.acquire(owner);
        await first.then(
          (entry) => entry.release(),
          () => note('gave up'),
        );
        const { grant, release } = await second;
        granted(grant);
        note('was in');
        await release();
      },
      twice(recipes),
    ],
    there: [LOCK],
    budget,
    properties: [
      {
        name: IN,
        kind: 'final',
        holds: ({ notes: [notes = []] }) => notes.includes('was in'),
      },
      {
        name: 'one of two gives up',
        kind: 'sometimes',
        holds: ({ notes: [notes = []] }) => notes.includes('gave up'),
      },
    ],
  });

export const reentrantMutex: Explored = {
  name: 'the re-entrant mutex',
  looks: [
    { says: 'two owners', scope: reentrant(2), worlds: 110 },
    { says: 'two owners, one session ended', scope: reentrant(2, { expiries: 1 }), worlds: 745 },
    {
      says: 'two entries of one owner, and one of another, one gives up',
      scope: together({ aborts: 1 }),
      worlds: 801,
      reaches: ['one of two gives up'],
    },
  ],
  longLooks: [
    { says: 'two owners, one connection lost', scope: reentrant(2, { cuts: 1 }), worlds: 1989 },
    { says: 'two owners, one gives up', scope: reentrant(2, { aborts: 1 }), worlds: 912 },
    { says: 'two owners, one crash', scope: reentrant(2, { crashes: 1 }), worlds: 435 },
    { says: 'three owners', scope: reentrant(3), worlds: 3223 },
    {
      says: 'three owners, one connection lost',
      scope: reentrant(3, { cuts: 1 }),
      worlds: 123_493,
    },
    {
      says: 'three owners, one session ended',
      scope: reentrant(3, { expiries: 1 }),
      worlds: 58_882,
    },
    { says: 'three owners, one crash', scope: reentrant(3, { crashes: 1 }), worlds: 24_487 },
  ],
  mistakes: [
    {
      says: 'who enters again waits for itself',
      file: 'locks/reentrant-mutex.ts',
      from: 'this.#held.get(owner) ?? this.#ask()',
      to: 'this.#ask()',
      scope: reentrant(1),
      withThree: reentrant(3),
      breaks: PROMISES.hang,
    },
    {
      says: 'the lock is given back with the first entry that is left',
      file: 'locks/reentrant-mutex.ts',
      from: 'if (held.entries > 0) return;',
      to: '',
      scope: reentrant(1),
      withThree: reentrant(3),
      breaks: STILL,
    },
    {
      says: 'who gives up gives up for all (as it was here until it was explored)',
      file: 'locks/reentrant-mutex.ts',
      from: 'if (held.entries > 0) return;',
      to: "held.unwanted.abort('not wanted'); if (held.entries > 0) return;",
      scope: together({ aborts: 1 }),
      breaks: IN,
    },
    {
      says: 'the last who leaves gives nothing back',
      file: 'locks/reentrant-mutex.ts',
      from: 'await held.granting.then((grant) => grant.release());',
      to: '',
      scope: reentrant(2),
      withThree: reentrant(3),
      breaks: PROMISES.hang,
    },
  ],
};
