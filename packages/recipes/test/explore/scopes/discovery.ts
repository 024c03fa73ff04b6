import type { Explored, Recipes } from '../../model/check.ts';
import type { Program } from '../../model/replay.ts';
import { type Budget, PROMISES, type Scope } from '../../model/world.ts';

const LISTED = 'the list ends as the registrations are';

/** Offers an instance, and takes it back. */
const provider =
  (id: string, stays: boolean) =>
  ({ Discovery }: Recipes): Program =>
  async ({ keeper }) => {
    const instance = { name: 's', id, address: 'host', port: 1 };
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
  (stays: boolean, budget: Partial<Budget> = {}, ids: readonly string[] = ['a']) =>
  (recipes: Recipes): Scope => ({
    programs: [user(recipes), ...ids.map((id) => provider(id, stays)(recipes))],
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
          notes.at(-1) === ids.filter((id) => tree.znodes[`/d/s/${id}`] !== undefined).join(),
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
    { says: 'one who offers', scope: discovered(true), worlds: 37, reaches: FOUND },
    { says: 'one who offers for a while', scope: discovered(false), worlds: 116, reaches: FOUND },
    {
      says: 'two who offer',
      scope: discovered(true, {}, ['a', 'c']),
      worlds: 574,
      reaches: FOUND,
    },
    {
      says: 'one who offers, one crash',
      scope: discovered(true, { crashes: 1 }),
      worlds: 171,
      reaches: FOUND,
    },
  ],
  longLooks: [
    {
      says: 'two who offer for a while',
      scope: discovered(false, {}, ['a', 'c']),
      worlds: 10_158,
      reaches: FOUND,
    },
    {
      says: 'two who offer, one crash',
      scope: discovered(true, { crashes: 1 }, ['a', 'c']),
      worlds: 5153,
      reaches: FOUND,
    },
    {
      says: 'two who offer, one session ended',
      scope: discovered(true, { expiries: 1 }, ['a', 'c']),
      worlds: 6174,
      reaches: FOUND,
    },
    {
      says: 'two who offer, one connection lost',
      scope: discovered(true, { cuts: 1 }, ['a', 'c']),
      worlds: 19_394,
      reaches: FOUND,
    },
    {
      says: 'one who offers for a while, one connection lost',
      scope: discovered(false, { cuts: 1 }),
      worlds: 2842,
      reaches: FOUND,
    },
    {
      says: 'one who offers, one session ended',
      scope: discovered(true, { expiries: 1 }),
      worlds: 210,
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
      withThree: discovered(true, {}, ['a', 'c']),
      breaks: PROMISES.sound,
    },
    {
      says: 'instances that have gone stay in the list',
      file: 'caches/children-cache.ts',
      from: 'if (znode === null) changed.delete(name);',
      to: 'if (znode === null) return state;',
      scope: discovered(false),
      withThree: discovered(false, {}, ['a', 'c']),
      breaks: LISTED,
    },
  ],
};
