import type { Explored, Recipes } from '../../model/check.ts';
import type { Program } from '../../model/replay.ts';
import { type Budget, PROMISES, type Scope } from '../../model/world.ts';
import { surely } from './surely.ts';

const named =
  (budget: Partial<Budget> = {}, clients = 2) =>
  ({ joinGroup }: Recipes): Scope => ({
    programs: Array.from(
      { length: clients },
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
    // All who wait for a name are told that it is free.
    herd: clients > 2,
    // It says nothing of a connection that is lost: only of the session.
    knows: 'session',
  });

const ONE = 'who is thrown out throws nobody out';

/** Two who want the same name until they are thrown out, and one who throws one of them out. */
const throwing = ({ joinGroup }: Recipes): Scope => {
  const stayer: Program = async ({ keeper, granted, note }) => {
    const member = await joinGroup(keeper, '/g', 'name');
    granted(member);
    await new Promise<void>((resolve) => {
      member.signal.addEventListener('abort', () => resolve());
    });
    note('thrown out');
    await member.leave();
  };
  const thrower: Program = ({ keeper }) => surely(() => keeper.delete('/g/name'));
  return {
    programs: [stayer, stayer, thrower],
    there: ['/g'],
    // Who is not thrown out stays.
    endless: [0, 1],
    leaves: () => true,
    // Who has the name and who wants it both hear that it is gone.
    herd: true,
    // For a moment it is not known who is thrown out.
    together: () => true,
    properties: [
      { name: ONE, kind: 'always', holds: ({ notes }) => notes.flat().length <= 1 },
      {
        name: 'one is thrown out',
        kind: 'sometimes',
        holds: ({ notes }) => notes.flat().length > 0,
      },
    ],
  };
};

export const membership: Explored = {
  name: 'the name in a group',
  looks: [
    { says: 'two who want the same', scope: named(), worlds: 98 },
    { says: 'two who want the same, one connection lost', scope: named({ cuts: 1 }), worlds: 2006 },
    {
      says: 'two who want the same, one session ended',
      scope: named({ expiries: 1 }),
      worlds: 939,
    },
    { says: 'two who want the same, one crash', scope: named({ crashes: 1 }), worlds: 507 },
    {
      says: 'two who want the same, and a third who throws one out',
      scope: throwing,
      worlds: 120,
      reaches: ['one is thrown out'],
    },
    { says: 'two who want the same, one gives up', scope: named({ aborts: 1 }), worlds: 696 },
  ],
  longLooks: [
    { says: 'three who want the same', scope: named({}, 3), worlds: 1870 },
    {
      says: 'three who want the same, one connection lost',
      scope: named({ cuts: 1 }, 3),
      worlds: 115_434,
    },
    {
      says: 'three who want the same, one session ended',
      scope: named({ expiries: 1 }, 3),
      worlds: 68_132,
    },
    { says: 'three who want the same, one crash', scope: named({ crashes: 1 }, 3), worlds: 26_212 },
  ],
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
      withThree: named({ cuts: 1 }, 3),
      breaks: PROMISES.hang,
    },
    {
      says: 'who gives up leaves the name',
      file: 'groups/membership.ts',
      from: 'void joining.then(({ stat }) => remove(keeper, path, stat.czxid)).catch(() => {});',
      to: 'void joining.catch(() => {});',
      scope: named({ aborts: 1 }),
      withThree: named({ aborts: 1 }, 3),
      breaks: PROMISES.hang,
    },
  ],
  longMistakes: [
    {
      says: 'who was thrown out deletes the name, which is another’s by then',
      file: 'groups/membership.ts',
      from: "isRecipeError(lost.signal.reason, 'claim-gone') ? Promise.resolve() : act()",
      to: 'act()',
      scope: throwing,
      breaks: ONE,
    },
    {
      says: 'a delete that was not answered is tried again, though another has the name (as it was here until it was explored with three)',
      file: 'groups/membership.ts',
      from: 'if (isUnsure && (await keeper.get(path)).stat.czxid !== token) return;',
      to: '',
      scope: named({ cuts: 1 }, 3),
      breaks: PROMISES.exclusion,
    },
  ],
};
