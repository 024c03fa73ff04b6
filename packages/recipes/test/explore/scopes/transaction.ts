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
      worlds: 1015,
      reaches: ['it is committed'],
    },
    { says: 'two sites, one against', scope: begun(['commit', 'abort']), worlds: 850 },
  ],
  longLooks: [
    {
      says: 'two sites, one of which does not want to wait',
      scope: begun(['commit', 'commit'], { aborts: 1 }),
      worlds: 12_753,
      reaches: ['it is committed'],
    },
    {
      says: 'two sites, one connection lost',
      scope: begun(['commit', 'commit'], { cuts: 1 }),
      worlds: 21_915,
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
