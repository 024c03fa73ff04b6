import type { Explored, Recipes } from '../../model/check.ts';
import type { Program } from '../../model/replay.ts';
import type { ModelTree } from '../../model/tree.ts';
import { type Budget, PROMISES, type Scope } from '../../model/world.ts';
import { surely } from './surely.ts';

const SHARED = 'each item is one member’s in the end, and shares differ by one at most';
const TOLD = 'a member whose znode another deletes is told';

/** Takes part in sharing out items, and says what it has. */
const member =
  (name: string, items: readonly string[]) =>
  ({ SetPartitioner }: Recipes): Program =>
  async ({ keeper, granted }) => {
    const partitioner = await SetPartitioner.join(keeper, '/sp', items, name);
    const known = new Set<object>();
    for await (const share of partitioner.shares()) {
      for (const [item, grant] of share) {
        if (!known.has(grant)) granted(grant, item);
        known.add(grant);
      }
    }
  };

/** Takes part for a while. */
const guest =
  (name: string, items: readonly string[]) =>
  ({ SetPartitioner }: Recipes): Program =>
  async ({ keeper }) => {
    const partitioner = await SetPartitioner.join(keeper, '/sp', items, name);
    await partitioner.leave();
  };

/** Takes part, and is thrown out perhaps. */
const threatened =
  (name: string, items: readonly string[]) =>
  (recipes: Recipes): Program =>
  async (process) => {
    try {
      await member(name, items)(recipes)(process);
    } catch (error) {
      if (!recipes.isRecipeError(error, 'claim-gone')) throw error;
      process.note('told');
    }
  };

/** Deletes a member's znode, if it is there by then. */
const thrower =
  (name: string) =>
  (): Program =>
  async ({ keeper }) => {
    await surely(() => keeper.delete(`/sp/members/${name}`));
  };

/** Which seats are members that share, as long as they live. */
type Sharers = (nth: number, tree: ModelTree) => boolean;

const sharing =
  (
    items: readonly string[],
    programs: readonly ((recipes: Recipes) => Program)[],
    budget: Partial<Budget> = {},
    isSharer: Sharers = () => true,
  ) =>
  (recipes: Recipes): Scope => ({
    programs: programs.map((program) => program(recipes)),
    there: ['/sp', '/sp/members', '/sp/locks', ...items.map((item) => `/sp/locks/${item}`)],
    budget,
    endless: programs.map((_, nth) => nth),
    together: (items) => new Set(items).size === items.length,
    ordered: false,
    herd: true,
    leaves: () => true,
    properties: [
      {
        name: SHARED,
        kind: 'final',
        holds: ({ tree, seats }) => {
          const owners = items.map((item) => ownersOf(tree, item));
          const shares = seats
            .map(({ running, session }, nth) => ({ lives: running && session, nth }))
            .filter(({ lives, nth }) => lives && isSharer(nth, tree))
            .map(({ nth }) => owners.flat().filter((owner) => owner === nth).length);
          if (shares.length === 0) return true;
          const isOwned = owners.every((claims) => claims.length === 1);
          return isOwned && Math.max(...shares) - Math.min(...shares) <= 1;
        },
      },
    ],
  });

/** The seats that have claims of an item: in the end its owner, and nobody waits for it. */
function ownersOf({ znodes }: ModelTree, item: string): (number | null)[] {
  return Object.entries(znodes).flatMap(([path, { owner }]) =>
    path.startsWith(`/sp/locks/${item}/`) ? [owner] : [],
  );
}

/** Two who share, and a third who throws the first of them out. */
const throwing = (recipes: Recipes): Scope => {
  const isThrown = ({ znodes }: ModelTree): boolean => znodes['/sp/members/a'] === undefined;
  const scope = sharing(
    X,
    [threatened('a', X), member('b', X), thrower('a')],
    {},
    (nth, tree) => nth === 1 || (nth === 0 && !isThrown(tree)),
  )(recipes);
  return {
    ...scope,
    properties: [
      ...(scope.properties ?? []),
      {
        name: TOLD,
        kind: 'final',
        holds: ({ tree, seats: [seat], notes: [notes = []] }) =>
          seat?.running !== true || !seat.session || !isThrown(tree) || notes.includes('told'),
      },
    ],
  };
};

const X = ['x'];
const ABC = ['a', 'b', 'c'].map((name) => member(name, X));
const XY = ['x', 'y'];

/** Three who share one item, which the first of them has. */
const joining =
  (budget: Partial<Budget>) =>
  (recipes: Recipes): Scope => ({ ...sharing(X, ABC, budget)(recipes), settled: 1 });

export const setPartitioner: Explored = {
  name: 'the set partitioner',
  looks: [
    {
      says: 'two members, one item',
      scope: sharing(X, [member('a', X), member('b', X)]),
      worlds: 791,
    },
  ],
  longLooks: [
    {
      says: 'two members, and a third who throws one of them out',
      scope: throwing,
      worlds: 46_890,
    },
    {
      says: 'two members, two items',
      scope: sharing(XY, [member('a', XY), member('b', XY)]),
      worlds: 2334,
    },
    {
      says: 'two members, one session ended',
      scope: sharing(X, [member('a', X), member('b', X)], { expiries: 1 }),
      worlds: 6304,
    },
    {
      says: 'two members, one connection lost',
      scope: sharing(X, [member('a', X), member('b', X)], { cuts: 1 }),
      worlds: 35_035,
    },
    {
      says: 'two members, one of whom leaves',
      scope: sharing(X, [member('b', X), guest('a', X)], {}, (nth) => nth !== 1),
      worlds: 4886,
    },
    {
      says: 'two members, one crash',
      scope: sharing(X, [member('a', X), member('b', X)], { crashes: 1 }),
      worlds: 3141,
    },
    { says: 'three members', scope: sharing(X, ABC), worlds: 677_317 },
    {
      says: 'one who has it and two who join, one connection lost',
      scope: joining({ cuts: 1 }),
      worlds: 189_030,
    },
    {
      says: 'one who has it and two who join, one session ended',
      scope: joining({ expiries: 1 }),
      worlds: 107_488,
    },
    {
      says: 'one who has it and two who join, one crash',
      scope: joining({ crashes: 1 }),
      worlds: 20_475,
    },
  ],
  longMistakes: [
    {
      says: 'a member that was thrown out is not told (as it was here until it was explored)',
      file: 'groups/set-partitioner.ts',
      from: "if (!isRecipeError(reason, 'claim-gone')) return;",
      to: "if (isRecipeError(reason, 'claim-gone')) return;",
      scope: throwing,
      breaks: TOLD,
    },
  ],
  mistakes: [
    {
      says: 'who comes takes the item, whoever has it (shares without a lock on each)',
      file: 'claims/turn.ts',
      from: '(claims, own) => claims[claims.indexOf(own) - 1] ?? null',
      to: '() => null',
      scope: sharing(X, [member('a', X), member('b', X)]),
      withThree: sharing(X, ABC),
      breaks: PROMISES.exclusion,
    },
    {
      says: 'what is another’s now is kept',
      file: 'groups/set-partitioner.ts',
      from: 'else if (!isMine && wanted !== undefined) {',
      to: 'else if (nth < 0 && wanted !== undefined) {',
      scope: sharing(X, [member('a', X), member('b', X)]),
      withThree: sharing(X, ABC),
      breaks: SHARED,
    },
  ],
};
