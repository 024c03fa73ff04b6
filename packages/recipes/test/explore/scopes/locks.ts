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
    { says: 'two who write', scope: readWrite([writer, writer]), worlds: 253 },
    {
      says: 'one who writes and one who reads, one session ended',
      scope: readWrite([writer, reader], { expiries: 1 }),
      worlds: 1601,
    },
  ],
  longLooks: [
    {
      says: 'two who read, one connection lost',
      scope: readWrite([reader, reader], { cuts: 1 }),
      worlds: 5033,
      reaches: ['two read at once'],
    },
    {
      says: 'one who writes and one who reads, one connection lost',
      scope: readWrite([writer, reader], { cuts: 1 }),
      worlds: 5021,
    },
    {
      says: 'one who writes and two who read',
      scope: readWrite([writer, reader, reader]),
      worlds: 43337,
    },
    {
      says: 'two who write and one who reads',
      scope: readWrite([writer, writer, reader]),
      worlds: 32515,
    },
  ],
  mistakes: [
    {
      says: 'who reads waits for nobody',
      file: 'locks/read-write-lock.ts',
      from: 'return claims.slice(0, claims.indexOf(own)).findLast(isWriter) ?? null;',
      to: 'return null;',
      scope: readWrite([writer, reader]),
      breaks: PROMISES.exclusion,
    },
    {
      says: 'who writes waits only for those who write',
      file: 'locks/read-write-lock.ts',
      from: 'mark: WRITE, ahead: oneAtATime',
      to: 'mark: WRITE, ahead: writersOnly',
      scope: readWrite([writer, reader]),
      breaks: PROMISES.exclusion,
    },
  ],
};

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
  looks: [{ says: 'two clients', scope: semaphore(2), worlds: 3637 }],
  longLooks: [
    { says: 'two clients, one session ended', scope: semaphore(2, { expiries: 1 }), worlds: 22305 },
    {
      says: 'two clients, one of which gives up',
      scope: semaphore(2, { aborts: 1 }),
      worlds: 44721,
    },
    { says: 'two clients, one crash', scope: semaphore(2, { crashes: 1 }), worlds: 23901 },
  ],
  mistakes: [
    {
      says: 'there is one lease more than was said',
      file: 'locks/semaphore.ts',
      from: 'if (taken <= this.leases &&',
      to: 'if (taken <= this.leases + 1 &&',
      scope: semaphore(2),
      breaks: PROMISES.exclusion,
    },
    {
      says: 'nobody is told of a lease that is given back',
      file: 'locks/semaphore.ts',
      from: 'const options = { watch: this.#bell.watcher };',
      to: 'const options = {};',
      scope: semaphore(2),
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

const latch =
  (clients: number, budget: Partial<Budget> = {}) =>
  ({ LeaderLatch }: Recipes): Scope => ({
    programs: Array.from(
      { length: clients },
      (): Program =>
        async ({ keeper, signal, granted, effect }) => {
          const term = await new LeaderLatch(keeper, '/latch').lead({ signal });
          granted(term);
          await effect(term.token);
          await term.release();
        },
    ),
    there: ['/latch'],
    budget,
  });

export const leaderLatch: Explored = {
  name: 'the leader latch',
  looks: [
    { says: 'two candidates, one session ended', scope: latch(2, { expiries: 1 }), worlds: 1841 },
  ],
  longLooks: [
    { says: 'two candidates, one connection lost', scope: latch(2, { cuts: 1 }), worlds: 5357 },
    { says: 'three candidates', scope: latch(3), worlds: 32515 },
  ],
  mistakes: [
    {
      says: 'everybody who stands leads (the article’s election)',
      file: 'elections/leader-latch.ts',
      from: 'const ahead = oneAtATime;',
      to: 'const ahead = () => null;',
      scope: latch(2),
      breaks: PROMISES.exclusion,
    },
    {
      says: 'the last leads who has come (turns the other way round)',
      file: 'claims/sequence.ts',
      from: '(a.sequence - b.sequence) | 0',
      to: '(b.sequence - a.sequence) | 0',
      scope: latch(2),
      breaks: PROMISES.exclusion,
    },
  ],
};

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

export const multiLock: Explored = {
  name: 'the multi-lock',
  looks: [
    { says: 'two who name the locks in two orders', scope: multi(CROSSED), worlds: 929 },
    { says: 'one of whose sessions ends', scope: multi(CROSSED, { expiries: 1 }), worlds: 7513 },
  ],
  longLooks: [
    { says: 'one of whom gives up', scope: multi(CROSSED, { aborts: 1 }), worlds: 14655 },
  ],
  mistakes: [
    {
      says: 'locks are taken in the order in which they are named',
      file: 'locks/multi-lock.ts',
      from: 'const sorted = [...paths].sort();',
      to: 'const sorted = [...paths];',
      scope: multi(CROSSED),
      breaks: PROMISES.hang,
    },
    {
      says: 'who gives up keeps what it has',
      file: 'locks/multi-lock.ts',
      from: '      await releaseAll(grants);\n      throw error;',
      to: '      throw error;',
      scope: multi(CROSSED, { aborts: 1 }),
      breaks: PROMISES.hang,
    },
  ],
};
