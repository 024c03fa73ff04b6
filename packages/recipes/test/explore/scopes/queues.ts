import type { Explored, Recipes } from '../../model/check.ts';
import type { Program } from '../../model/replay.ts';
import { type Budget, PROMISES, type Scope } from '../../model/world.ts';
import { befalling } from './befalling.ts';

const ENTRIES = ['/q/entries/entry-100-0000000000', '/q/entries/entry-100-0000000001'];

const claims =
  (budget: Partial<Budget> = {}, clients = 2) =>
  ({ ClaimQueue }: Recipes): Scope => ({
    programs: Array.from(
      { length: clients },
      (): Program =>
        async ({ keeper, signal, granted, note }) => {
          const entry = await new ClaimQueue(keeper, '/q').take({ signal });
          granted(entry, entry.path);
          await keeper.sync();
          note(`does ${entry.path}`);
          await entry.done();
          note('done');
        },
    ),
    there: ['/q', '/q/entries', '/q/taken', ...ENTRIES],
    budget,
    // Where there are more than entries, some wait for the next one.
    endless: clients > ENTRIES.length ? Array.from({ length: clients }, (_, nth) => nth) : [],
    together: (kinds) => new Set(kinds).size === kinds.length,
    ordered: false,
    // Every entry that comes or goes is told to all who wait.
    herd: true,
    properties: [
      {
        name: 'no entry is gone that nobody had',
        kind: 'always',
        holds: ({ notes, tree }) =>
          ENTRIES.every(
            (path) => tree.znodes[path] !== undefined || notes.flat().includes(`does ${path}`),
          ),
      },
      {
        name: 'what is said to be done is gone',
        kind: 'always',
        holds: ({ notes, tree, seats }) =>
          notes.every((own, nth) => {
            const path = own[0]?.slice('does '.length) ?? '';
            const isSure = own.includes('done') && seats[nth]?.link === 'up';
            return !isSure || seats[nth]?.session !== true || tree.znodes[path] === undefined;
          }),
      },
      {
        name: 'each has done one',
        kind: 'sometimes',
        holds: ({ notes }) => notes.every((own) => own.includes('done')),
      },
    ],
  });

export const claimQueue: Explored = {
  name: 'the queue with claims',
  looks: [
    { says: 'two consumers', scope: claims(), worlds: 573, reaches: ['each has done one'] },
    { says: 'two consumers, one session ended', scope: claims({ expiries: 1 }), worlds: 4101 },
  ],
  longLooks: [
    { says: 'two consumers, one connection lost', scope: claims({ cuts: 1 }), worlds: 14_919 },
    { says: 'two consumers, one crash', scope: claims({ crashes: 1 }), worlds: 3009 },
    { says: 'two consumers, one of which gives up', scope: claims({ aborts: 1 }), worlds: 6087 },
    { says: 'three consumers', scope: claims({}, 3), worlds: 71_687 },
    {
      says: 'three consumers, one connection lost',
      scope: befalling(0, claims({ cuts: 1 }, 3)),
      worlds: 993_867,
    },
    {
      says: 'three consumers, one session ended',
      scope: befalling(0, claims({ expiries: 1 }, 3)),
      worlds: 336_063,
    },
    {
      says: 'three consumers, one crash',
      scope: befalling(0, claims({ crashes: 1 }, 3)),
      worlds: 288_348,
    },
  ],
  mistakes: [
    {
      says: 'an entry that another has is taken as well',
      file: 'claims/ephemeral.ts',
      from: 'if (!isUnsure) return null;',
      to: '',
      scope: (recipes) => claimsOfOne(recipes),
      breaks: PROMISES.exclusion,
    },
    {
      says: 'an entry is claimed and not looked at again: it was done just now',
      file: 'queues/claim-queue.ts',
      from: 'if (found !== null) return this.#claimed',
      to: 'return this.#claimed',
      scope: claims(),
      withThree: claims({}, 3),
      breaks: PROMISES.sound,
    },
    {
      says: 'only the claim goes, and not the entry',
      file: 'queues/claim-queue.ts',
      from: "            { type: 'delete', path },\n",
      to: '',
      scope: claims(),
      withThree: claims({}, 3),
      breaks: 'what is said to be done is gone',
    },
    {
      says: 'the claim is a znode that stays',
      file: 'claims/ephemeral.ts',
      from: "mode: 'ephemeral'",
      to: "mode: 'persistent'",
      scope: (recipes) => ({ ...claims({ crashes: 1 })(recipes), leaves: onlyEntries }),
      withThree: (recipes) => ({ ...claims({ crashes: 1 }, 3)(recipes), leaves: onlyEntries }),
      breaks: PROMISES.orphan,
    },
  ],
};

/** One client that takes twice at once. */
const claimsOfOne = (recipes: Recipes): Scope => ({
  ...claims()(recipes),
  programs: [
    async ({ keeper, granted }) => {
      const takes = [1, 2].map(async () => {
        const entry = await new recipes.ClaimQueue(keeper, '/q').take();
        granted(entry, entry.path);
        for (let times = 0; times < 5; times += 1) await keeper.sync();
        await entry.done();
      });
      await Promise.all(takes);
    },
  ],
  properties: [],
});

const onlyEntries = (paths: readonly string[]): boolean =>
  paths.every((path) => path.startsWith('/q/entries/'));

const takers =
  (budget: Partial<Budget> = {}) =>
  ({ Queue }: Recipes): Scope => ({
    programs: [1, 2].map(
      (): Program =>
        async ({ keeper, note }) => {
          const data = await new Queue(keeper, '/f').take();
          note(new TextDecoder().decode(data ?? undefined));
        },
    ),
    there: ['/f'],
    budget,
    // What is lost on the way to one is not there for another, who waits for the next.
    endless: Object.keys(budget).length > 0 ? [0, 1] : [],
    leaves: () => Object.keys(budget).length > 0,
    herd: true,
    properties: [
      {
        name: 'no entry is taken twice',
        kind: 'always',
        holds: ({ notes }) => new Set(notes.flat()).size === notes.flat().length,
      },
      {
        name: 'each has taken one',
        kind: 'sometimes',
        holds: ({ notes }) => notes.every((own) => own.length === 1),
      },
    ],
  });

/** And one who puts two entries in. */
const producer =
  (budget: Partial<Budget> = {}) =>
  (recipes: Recipes): Scope => {
    const scope = takers(budget)(recipes);
    return {
      ...scope,
      programs: [
        ...scope.programs,
        async ({ keeper }) => {
          const queue = new recipes.Queue(keeper, '/f');
          await queue.put('one');
          await queue.put('two');
        },
      ],
      properties: (scope.properties ?? []).map((property) => ({
        ...property,
        holds: (world) => property.holds({ ...world, notes: world.notes.slice(0, 2) }),
      })),
    };
  };

export const queue: Explored = {
  name: 'the queue',
  looks: [
    {
      says: 'one producer and two consumers',
      scope: producer(),
      worlds: 522,
      reaches: ['each has taken one'],
    },
    {
      says: 'one producer and two consumers, one connection lost',
      scope: producer({ cuts: 1 }),
      worlds: 13_932,
      reaches: ['each has taken one'],
    },
    {
      says: 'one producer and two consumers, one session ended',
      scope: producer({ expiries: 1 }),
      worlds: 5178,
    },
    {
      says: 'one producer and two consumers, one crash',
      scope: producer({ crashes: 1 }),
      worlds: 3704,
    },
  ],
  longLooks: [],
  mistakes: [
    {
      says: 'what another has deleted is taken as well',
      file: 'queues/queue.ts',
      from: "if (isKeeperError(error, 'no-node')) return false;",
      to: "if (isKeeperError(error, 'no-node')) return true;",
      scope: producer(),
      breaks: 'no entry is taken twice',
    },
    {
      says: 'nobody is told that there is an entry',
      file: 'queues/queue.ts',
      from: 'watched ? { watch: this.#bell.watcher } : {}',
      to: '{}',
      scope: producer(),
      breaks: PROMISES.hang,
    },
  ],
};
