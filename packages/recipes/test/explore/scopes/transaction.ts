import type { Explored, Recipes } from '../../model/check.ts';
import type { Program } from '../../model/replay.ts';
import { type Budget, PROMISES, type Scope } from '../../model/world.ts';

const GIVES_UP = 'does not want to wait';

/** The sites of a transaction that was begun. */
const begun =
  (votes: readonly ('commit' | 'abort')[], budget: Partial<Budget> = {}) =>
  ({ Transaction }: Recipes): Scope => ({
    programs: votes.map(
      (vote, nth): Program =>
        async ({ keeper, signal, note }) => {
          note(`votes ${vote}`);
          const givesUp = (): void => note(GIVES_UP);
          signal.addEventListener('abort', givesUp);
          try {
            note(await new Transaction(keeper, '/tx').vote(`s${nth}`, vote, { signal }));
          } finally {
            signal.removeEventListener('abort', givesUp);
          }
        },
    ),
    there: ['/tx'],
    data: { '/tx': JSON.stringify(votes.map((_, site) => `s${site}`)) },
    budget,
    // Who has given no vote and is dead is waited for, until somebody does not want to any more.
    endless: isMissed(budget) ? votes.map((_, nth) => nth) : [],
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
        name: 'who does not want to wait any more is told, whoever is dead',
        kind: 'final',
        holds: ({ notes, seats }) =>
          notes.every(
            (own, nth) =>
              !own.includes(GIVES_UP) ||
              own.some((each) => each === 'commit' || each === 'abort') ||
              !(seats[nth]?.running ?? false) ||
              !(seats[nth]?.session ?? false),
          ),
      },
      {
        name: 'it is committed',
        kind: 'sometimes',
        holds: ({ notes }) => notes.every((own) => own.includes('commit')),
      },
    ],
  });

const isMissed = ({ crashes = 0, expiries = 0 }: Partial<Budget>): boolean =>
  crashes + expiries > 0;

const THREE = ['commit', 'commit', 'commit'] as const;

/** Three sites, the first or two of which have voted before. */
const third =
  (budget: Partial<Budget> = {}, settled = 1) =>
  (recipes: Recipes): Scope => ({ ...begun(THREE, budget)(recipes), settled });

export const transaction: Explored = {
  name: 'two-phase commit',
  looks: [
    {
      says: 'two sites that vote for it',
      scope: begun(['commit', 'commit']),
      worlds: 1015,
      reaches: ['it is committed'],
    },
    { says: 'two sites, one against', scope: begun(['commit', 'abort']), worlds: 850 },
  ],
  longLooks: [
    {
      says: 'two sites, one of which does not want to wait',
      scope: begun(['commit', 'commit'], { aborts: 1 }),
      worlds: 12_757,
      reaches: ['it is committed'],
    },
    {
      says: 'two sites, one connection lost',
      scope: begun(['commit', 'commit'], { cuts: 1 }),
      worlds: 21_915,
    },
    {
      says: 'two sites, one session ended',
      scope: begun(['commit', 'commit'], { expiries: 1 }),
      worlds: 4768,
    },
    {
      says: 'two sites, one crash, and one does not want to wait',
      scope: begun(['commit', 'commit'], { crashes: 1, aborts: 1 }),
      worlds: 26_457,
    },
    { says: 'three sites, one of which has voted', scope: third(), worlds: 225_823 },
    {
      says: 'three sites, two of which have voted, one connection lost',
      scope: third({ cuts: 1 }, 2),
      worlds: 194_999,
    },
    {
      says: 'three sites, two of which have voted, one session ended',
      scope: third({ expiries: 1 }, 2),
      worlds: 54_569,
    },
    {
      says: 'three sites, two of which have voted, one crash',
      scope: third({ crashes: 1 }, 2),
      worlds: 28_268,
    },
  ],
  mistakes: [
    {
      says: 'who decides believes itself, and not what is written',
      file: 'agreements/two-phase-commit.ts',
      from: 'if (next !== null) await this.#once(decision, next);',
      to: 'if (next !== null) { await this.#once(decision, next); return next; }',
      scope: begun(['commit', 'commit'], { aborts: 1 }),
      withThree: third({ aborts: 1 }),
      breaks: 'all are told the same',
    },
    {
      says: 'the votes that are there are taken for all',
      file: 'agreements/two-phase-commit.ts',
      from: "return votes.length === sites.length ? 'commit' : null;",
      to: "return 'commit';",
      scope: begun(['commit', 'commit']),
      withThree: third(),
      breaks: 'who commits has the votes of all',
    },
    {
      says: 'nobody is told of a vote',
      file: 'agreements/two-phase-commit.ts',
      from: 'this.#keeper.getChildren(this.path, { watch: this.#bell.watcher })',
      to: 'this.#keeper.getChildren(this.path)',
      scope: begun(['commit', 'commit']),
      withThree: third(),
      breaks: PROMISES.hang,
    },
  ],
};
