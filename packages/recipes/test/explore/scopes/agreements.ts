import type { Explored, Recipes } from '../../model/check.ts';
import type { Program } from '../../model/replay.ts';
import { type Budget, PROMISES, type Scope } from '../../model/world.ts';

/** The sites of a transaction that was begun. */
const begun =
  (votes: readonly ('commit' | 'abort')[], budget: Partial<Budget> = {}) =>
  ({ Transaction }: Recipes): Scope => ({
    programs: votes.map(
      (vote, nth): Program =>
        async ({ keeper, signal, note }) => {
          note(`votes ${vote}`);
          note(await new Transaction(keeper, '/tx').vote(`s${nth}`, vote, { signal }));
        },
    ),
    there: ['/tx'],
    data: { '/tx': JSON.stringify(votes.map((_, site) => `s${site}`)) },
    budget,
    herd: true,
    leaves: () => true,
    properties: [
      {
        name: 'all are told the same',
        kind: 'always',
        holds: ({ notes }) => !(notes.flat().includes('commit') && notes.flat().includes('abort')),
      },
      {
        name: 'who commits has the votes of all',
        kind: 'always',
        holds: ({ notes }) =>
          !notes.flat().includes('commit') || notes.every((own) => own.includes('votes commit')),
      },
      {
        name: 'it is committed',
        kind: 'sometimes',
        holds: ({ notes }) => notes.every((own) => own.includes('commit')),
      },
    ],
  });

export const transaction: Explored = {
  name: 'two-phase commit',
  looks: [
    {
      says: 'two sites that vote for it',
      scope: begun(['commit', 'commit']),
      worlds: 1787,
      reaches: ['it is committed'],
    },
    { says: 'two sites, one against', scope: begun(['commit', 'abort']), worlds: 1496 },
  ],
  longLooks: [
    {
      says: 'two sites, one of which does not want to wait',
      scope: begun(['commit', 'commit'], { aborts: 1 }),
      worlds: 24145,
      reaches: ['it is committed'],
    },
    {
      says: 'two sites, one connection lost',
      scope: begun(['commit', 'commit'], { cuts: 1 }),
      worlds: 41953,
    },
  ],
  mistakes: [
    {
      says: 'who decides believes itself, and not what is written',
      file: 'agreements/two-phase-commit.ts',
      from: 'if (next !== null) await this.#once(decision, next);',
      to: 'if (next !== null) { await this.#once(decision, next); return next; }',
      scope: begun(['commit', 'commit'], { aborts: 1 }),
      breaks: 'all are told the same',
    },
    {
      says: 'the votes that are there are taken for all',
      file: 'agreements/two-phase-commit.ts',
      from: "return votes.length === sites.length ? 'commit' : null;",
      to: "return 'commit';",
      scope: begun(['commit', 'commit']),
      breaks: 'who commits has the votes of all',
    },
    {
      says: 'nobody is told of a vote',
      file: 'agreements/two-phase-commit.ts',
      from: 'this.#keeper.getChildren(this.path, { watch: this.#bell.watcher })',
      to: 'this.#keeper.getChildren(this.path)',
      scope: begun(['commit', 'commit']),
      breaks: PROMISES.hang,
    },
  ],
};

const adders =
  (budget: Partial<Budget> = {}) =>
  ({ Counter }: Recipes): Scope => ({
    programs: [1, 2].map(
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
    { says: 'two who add', scope: adders(), worlds: 18, reaches: ['the sum is two'] },
    {
      says: 'two who add, one connection lost',
      scope: adders({ cuts: 1 }),
      worlds: 260,
      reaches: ['the sum is two'],
    },
    { says: 'two who add, one crash', scope: adders({ crashes: 1 }), worlds: 126 },
  ],
  longLooks: [
    { says: 'two who add, two connections lost', scope: adders({ cuts: 2 }), worlds: 2046 },
  ],
  mistakes: [
    {
      says: 'a sum is written whatever stands there',
      file: 'counters/shared-value.ts',
      from: 'const options = version === null ? {} : { version };',
      to: 'const options = {};',
      scope: adders(),
      breaks: 'no addition is lost or made twice',
    },
    {
      says: 'an addition without an answer is made again',
      file: 'counters/shared-value.ts',
      from: 'if ((await this.get()).version !== before.version) throw error;',
      to: '',
      scope: adders({ cuts: 1 }),
      breaks: 'no addition is lost or made twice',
    },
  ],
};

const changers =
  (budget: Partial<Budget> = {}) =>
  ({ Settings }: Recipes): Scope => ({
    programs: [1, 2].map(
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
    { says: 'two who change', scope: changers(), worlds: 68, reaches: ['both have changed'] },
    {
      says: 'two who change, one connection lost',
      scope: changers({ cuts: 1 }),
      worlds: 1186,
      reaches: ['both have changed'],
    },
    { says: 'two who change, one crash', scope: changers({ crashes: 1 }), worlds: 460 },
  ],
  longLooks: [],
  mistakes: [
    {
      says: 'a change without an answer is made again',
      file: 'agreements/settings.ts',
      from: 'if (stat.version !== log.stat.version) throw error;',
      to: '',
      scope: changers({ cuts: 1 }),
      breaks: 'each change has a revision, and none is lost or made twice',
    },
    {
      says: 'the keys are written one by one',
      file: 'agreements/settings.ts',
      from: 'const results = await this.#keeper.multi([',
      to: `await this.#keeper.multi([ops.pop() ?? ops[0]]);
        const results = await this.#keeper.multi([`,
      scope: changers({ crashes: 1 }),
      breaks: 'keys change together',
    },
  ],
};

const named =
  (budget: Partial<Budget> = {}) =>
  ({ joinGroup }: Recipes): Scope => ({
    programs: [1, 2].map(
      (): Program =>
        async ({ keeper, signal, granted, effect }) => {
          const member = await joinGroup(keeper, '/g', 'name', null, { signal });
          granted(member);
          await effect(member.token);
          await member.leave();
        },
    ),
    there: ['/g'],
    budget,
    // It says nothing of a connection that is lost: only of the session.
    knows: 'session',
  });

export const membership: Explored = {
  name: 'the name in a group',
  looks: [
    { says: 'two who want the same', scope: named(), worlds: 293 },
    { says: 'two who want the same, one connection lost', scope: named({ cuts: 1 }), worlds: 6879 },
    {
      says: 'two who want the same, one session ended',
      scope: named({ expiries: 1 }),
      worlds: 2449,
    },
    { says: 'two who want the same, one crash', scope: named({ crashes: 1 }), worlds: 2125 },
    { says: 'two who want the same, one gives up', scope: named({ aborts: 1 }), worlds: 1997 },
  ],
  longLooks: [],
  mistakes: [
    {
      says: 'a name that is taken is taken for one’s own',
      file: 'claims/ephemeral.ts',
      from: 'return found?.stat.ephemeralOwner === keeper.sessionId ? {',
      to: 'return found !== null ? {',
      scope: (recipes) => named({ cuts: 1 })(recipes),
      breaks: PROMISES.exclusion,
    },
    {
      says: 'a name without an answer is waited for: it is one’s own',
      file: 'claims/ephemeral.ts',
      from: "isUnsure ||= error.effect === 'unknown';",
      to: '',
      scope: named({ cuts: 1 }),
      breaks: PROMISES.hang,
    },
    {
      says: 'who gives up leaves the name',
      file: 'groups/membership.ts',
      from: 'void joining.then(() => remove(keeper, path)).catch(() => {});',
      to: 'void joining.catch(() => {});',
      scope: named({ aborts: 1 }),
      breaks: PROMISES.hang,
    },
  ],
};
