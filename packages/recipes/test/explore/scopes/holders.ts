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
    { says: 'two owners', scope: reentrant(2), worlds: 253 },
    { says: 'two owners, one session ended', scope: reentrant(2, { expiries: 1 }), worlds: 1841 },
    {
      says: 'two entries of one owner, and one of another, one gives up',
      scope: together({ aborts: 1 }),
      worlds: 2060,
      reaches: ['one of two gives up'],
    },
  ],
  longLooks: [
    { says: 'two owners, one connection lost', scope: reentrant(2, { cuts: 1 }), worlds: 5357 },
    { says: 'two owners, one gives up', scope: reentrant(2, { aborts: 1 }), worlds: 2359 },
  ],
  mistakes: [
    {
      says: 'who enters again waits for itself',
      file: 'locks/reentrant-mutex.ts',
      from: 'this.#held.get(owner) ?? this.#ask()',
      to: 'this.#ask()',
      scope: reentrant(1),
      breaks: PROMISES.hang,
    },
    {
      says: 'the lock is given back with the first entry that is left',
      file: 'locks/reentrant-mutex.ts',
      from: 'if (held.entries > 0) return;',
      to: '',
      scope: reentrant(1),
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
      breaks: PROMISES.hang,
    },
  ],
};

/** Holds the lock until somebody asks for it. */
const holder =
  ({ Mutex, revocationOf }: Recipes): Program =>
  async ({ keeper, granted }) => {
    const grant = await new Mutex(keeper, LOCK).acquire();
    granted(grant);
    const revoked = revocationOf(keeper, grant);
    await new Promise<void>((resolve) => {
      for (const signal of [revoked, grant.signal]) {
        if (signal.aborted) resolve();
        else signal.addEventListener('abort', () => resolve());
      }
    });
    await grant.release();
  };

/** Asks whoever is ahead to give the lock back. */
const asker =
  ({ Mutex, revoke }: Recipes): Program =>
  async ({ keeper, granted, note }) => {
    const mutex = new Mutex(keeper, LOCK);
    const waiting = mutex.acquire();
    // Nobody hears of it below where the session ends before.
    waiting.catch(() => {});
    // Behind its own claim: whoever is ahead by now is in the list.
    await keeper.sync();
    const [first] = await mutex.contenders();
    if (first !== undefined) await revoke(keeper, first.path);
    const grant = await waiting;
    granted(grant);
    await grant.release();
    note('was in');
  };

const ASKED = 'who asks for a lock that is given back on request comes in';

const revocable =
  (budget: Partial<Budget> = {}) =>
  (recipes: Recipes): Scope => ({
    programs: [holder(recipes), asker(recipes)],
    there: [LOCK],
    budget,
    // Nobody may ask; and that who asks is heard is a property of its own.
    endless: [0, 1],
    leaves: () => true,
    properties: [
      {
        name: ASKED,
        kind: 'final',
        holds: ({ seats: [, asking], notes: [, notes = []] }) =>
          asking?.running !== true || !asking.session || notes.includes('was in'),
      },
    ],
  });

export const revocation: Explored = {
  name: 'revocation',
  looks: [
    { says: 'one who holds and one who asks', scope: revocable(), worlds: 708 },
    {
      says: 'one who holds and one who asks, one session ended',
      scope: revocable({ expiries: 1 }),
      worlds: 4910,
    },
    {
      says: 'one who holds and one who asks, one crash',
      scope: revocable({ crashes: 1 }),
      worlds: 5098,
    },
  ],
  longLooks: [],
  mistakes: [
    {
      says: 'who was asked before it held does not hear of it',
      file: 'locks/revocation.ts',
      from: 'void look();\n  return revoked.signal;',
      to: 'void keeper.get(grant.path, { watch }).catch(() => {});\n  return revoked.signal;',
      scope: revocable(),
      breaks: ASKED,
    },
    {
      says: 'a request is heard, and not read',
      file: 'locks/revocation.ts',
      from: "if (event.type === 'data-changed' && grant.held) void look();",
      to: '',
      scope: revocable(),
      breaks: ASKED,
    },
  ],
};
