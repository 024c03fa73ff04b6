import type { Explored, Recipes } from '../../model/check.ts';
import type { Program } from '../../model/replay.ts';
import type { ModelTree } from '../../model/tree.ts';
import { type Budget, PROMISES, type Scope } from '../../model/world.ts';

const LISTED = 'the list ends as the registrations are';
const SHARED = 'each item is one member’s in the end, and shares differ by one at most';

/** Offers an instance, and takes it back. */
const provider =
  (stays: boolean) =>
  ({ Discovery }: Recipes): Program =>
  async ({ keeper }) => {
    const instance = { name: 's', id: 'a', address: 'host', port: 1 };
    const offered = await new Discovery(keeper, '/d').register(instance);
    if (!stays) await offered.leave();
  };

/** Notes every list that it sees. */
const user =
  ({ Discovery }: Recipes): Program =>
  async ({ keeper, note }) => {
    const service = await new Discovery(keeper, '/d').service('s');
    for (let last = 'none'; ; ) {
      const now = await service.when((list) => idsOf(list) !== last);
      last = idsOf(now);
      note(last);
    }
  };

const idsOf = (list: readonly { readonly id: string }[]): string => list.map(({ id }) => id).join();

const discovered =
  (stays: boolean, budget: Partial<Budget> = {}) =>
  (recipes: Recipes): Scope => ({
    programs: [user(recipes), provider(stays)(recipes)],
    // Whatever this is, it is no instance.
    there: ['/d', '/d/s', '/d/s/b'],
    data: { '/d/s/b': 'no JSON' },
    budget,
    endless: [0],
    leaves: () => stays,
    properties: [
      {
        name: LISTED,
        kind: 'final',
        holds: ({ tree, seats: [seat], notes: [notes = []] }) =>
          seat?.running !== true ||
          !seat.session ||
          notes.at(-1) === (tree.znodes['/d/s/a'] === undefined ? '' : 'a'),
      },
      {
        name: 'an instance is found',
        kind: 'sometimes',
        holds: ({ notes: [notes = []] }) => notes.includes('a'),
      },
    ],
  });

const FOUND = ['an instance is found'];

export const discovery: Explored = {
  name: 'discovery',
  looks: [
    { says: 'one who offers', scope: discovered(true), worlds: 44, reaches: FOUND },
    { says: 'one who offers for a while', scope: discovered(false), worlds: 178, reaches: FOUND },
    {
      says: 'one who offers, one crash',
      scope: discovered(true, { crashes: 1 }),
      worlds: 391,
      reaches: FOUND,
    },
  ],
  longLooks: [
    {
      says: 'one who offers for a while, one connection lost',
      scope: discovered(false, { cuts: 1 }),
      worlds: 4812,
      reaches: FOUND,
    },
    {
      says: 'one who offers, one session ended',
      scope: discovered(true, { expiries: 1 }),
      worlds: 396,
      reaches: FOUND,
    },
  ],
  mistakes: [
    {
      says: 'what is no instance takes the list with it',
      file: 'groups/discovery.ts',
      from: 'return isInstance(value) ? value : null;\n  } catch {\n    return null;',
      to: 'return isInstance(value) ? value : null;\n  } catch (error) {\n    throw error;',
      scope: discovered(true),
      breaks: PROMISES.sound,
    },
    {
      says: 'instances that have gone stay in the list',
      file: 'caches/children-cache.ts',
      from: 'if (znode === null) changed.delete(name);',
      to: 'if (znode === null) return state;',
      scope: discovered(false),
      breaks: LISTED,
    },
  ],
};

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

const sharing =
  (
    items: readonly string[],
    programs: readonly ((recipes: Recipes) => Program)[],
    budget: Partial<Budget> = {},
    leave: readonly number[] = [],
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
            .filter(({ lives, nth }) => lives && !leave.includes(nth))
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

const X = ['x'];
const XY = ['x', 'y'];

export const setPartitioner: Explored = {
  name: 'the set partitioner',
  looks: [
    {
      says: 'two members, one item',
      scope: sharing(X, [member('a', X), member('b', X)]),
      worlds: 1609,
    },
  ],
  longLooks: [
    {
      says: 'two members, two items',
      scope: sharing(XY, [member('a', XY), member('b', XY)]),
      worlds: 7010,
    },
    {
      says: 'two members, one session ended',
      scope: sharing(X, [member('a', X), member('b', X)], { expiries: 1 }),
      worlds: 20_929,
    },
    {
      says: 'two members, one connection lost',
      scope: sharing(X, [member('a', X), member('b', X)], { cuts: 1 }),
      worlds: 82_939,
    },
    {
      says: 'two members, one of whom leaves',
      scope: sharing(X, [member('b', X), guest('a', X)], {}, [1]),
      worlds: 10_435,
    },
    {
      says: 'two members, one crash',
      scope: sharing(X, [member('a', X), member('b', X)], { crashes: 1 }),
      worlds: 16_967,
    },
  ],
  mistakes: [
    {
      says: 'who comes takes the item, whoever has it (shares without a lock on each)',
      file: 'claims/turn.ts',
      from: '(claims, own) => claims[claims.indexOf(own) - 1] ?? null',
      to: '() => null',
      scope: sharing(X, [member('a', X), member('b', X)]),
      breaks: PROMISES.exclusion,
    },
    {
      says: 'what is another’s now is kept',
      file: 'groups/set-partitioner.ts',
      from: 'else if (!isMine && wanted !== undefined) {',
      to: 'else if (nth < 0 && wanted !== undefined) {',
      scope: sharing(X, [member('a', X), member('b', X)]),
      breaks: SHARED,
    },
  ],
};
