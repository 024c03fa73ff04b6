import { decodeText } from '@menagerie/client';
import type { Explored, Recipes } from '../../model/check.ts';
import type { Program } from '../../model/replay.ts';
import type { Budget, Scope } from '../../model/world.ts';
import { surely } from './surely.ts';

const LOCK = '/lock';

/** What a claim shows whose owner gives it back on request. */
const ON_REQUEST = 'on request';
/** What stands in a claim that its owner is asked for, as with Curator. */
const REVOKE = '__REVOKE__';

/** Holds the lock until somebody asks for it. */
const holder =
  ({ Mutex, revocationOf }: Recipes): Program =>
  async ({ keeper, granted }) => {
    const grant = await new Mutex(keeper, LOCK, { data: ON_REQUEST }).acquire();
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

/** Asks whoever is ahead, and gives back on request, to do so. */
const asker =
  ({ Mutex, revoke }: Recipes, name: string): Program =>
  async ({ keeper, granted, note }) => {
    const mutex = new Mutex(keeper, LOCK, { data: name });
    const waiting = mutex.acquire();
    // Nobody hears of it below where the session ends before.
    waiting.catch(() => {});
    // Once its own claim is there: whoever is ahead by then is in the list.
    for (let isIn = false; !isIn; ) {
      const ahead = new Map<string, string>();
      for (const { path, data } of await mutex.contenders()) {
        const shows = data === null ? '' : decodeText(data);
        isIn ||= shows === name;
        if (!isIn) ahead.set(path, shows);
      }
      if (!isIn) continue;
      for (const [path, shows] of ahead) {
        if (shows === ON_REQUEST) await surely(() => revoke(keeper, path));
      }
    }
    const grant = await waiting;
    granted(grant);
    await grant.release();
    note('was in');
  };

/** Asks whoever is first to give it back, and does not want it. */
const onlooker =
  ({ Mutex, revoke }: Recipes): Program =>
  async ({ keeper }) => {
    const [first] = await new Mutex(keeper, LOCK).contenders();
    if (first !== undefined) await surely(() => revoke(keeper, first.path));
  };

const ASKED = 'who asks for a lock that is given back on request comes in';
const GIVEN = 'whoever is asked gives it back';

/** One who holds, so many who ask and want it, and perhaps one who asks only. */
const revocable =
  (budget: Partial<Budget> = {}, askers = 1, onlookers = 0) =>
  (recipes: Recipes): Scope => {
    const programs = [
      holder(recipes),
      ...Array.from({ length: askers }, (_, nth) => asker(recipes, `asker ${nth}`)),
      ...Array.from({ length: onlookers }, () => onlooker(recipes)),
    ];
    return {
      programs,
      there: [LOCK],
      budget,
      // Nobody may ask; and that who asks is heard is a property of its own.
      endless: programs.map((_, nth) => nth),
      leaves: () => true,
      properties: [
        {
          name: ASKED,
          kind: 'final',
          holds: ({ seats, notes }) =>
            seats
              .slice(1, 1 + askers)
              .every(
                ({ running, session }, nth) =>
                  !running || !session || notes[nth + 1]?.includes('was in') === true,
              ),
        },
        {
          name: GIVEN,
          kind: 'final',
          holds: ({ tree }) => Object.values(tree.znodes).every(({ data }) => data !== REVOKE),
        },
        {
          name: 'all who ask come in',
          kind: 'sometimes',
          holds: ({ notes }) => notes.flat().length === askers,
        },
      ],
    };
  };

export const revocation: Explored = {
  name: 'revocation',
  looks: [
    { says: 'one who holds and one who asks', scope: revocable(), worlds: 426 },
    {
      says: 'one who holds and one who asks, one session ended',
      scope: revocable({ expiries: 1 }),
      worlds: 3124,
    },
    {
      says: 'one who holds and one who asks, one crash',
      scope: revocable({ crashes: 1 }),
      worlds: 1432,
    },
  ],
  longLooks: [
    {
      says: 'one who holds and one who asks, one connection lost',
      scope: revocable({ cuts: 1 }),
      worlds: 13_614,
    },
    { says: 'one who holds and two who ask', scope: revocable({}, 2), worlds: 272_497 },
    {
      says: 'one who holds and two who ask only, one connection lost',
      scope: revocable({ cuts: 1 }, 0, 2),
      worlds: 6672,
    },
    {
      says: 'one who holds and two who ask only, one session ended',
      scope: revocable({ expiries: 1 }, 0, 2),
      worlds: 1996,
    },
    {
      says: 'one who holds and two who ask only, one crash',
      scope: revocable({ crashes: 1 }, 0, 2),
      worlds: 1427,
    },
  ],
  mistakes: [
    {
      says: 'who was asked before it held does not hear of it',
      file: 'locks/revocation.ts',
      from: 'void look();\n  return revoked.signal;',
      to: 'void keeper.get(grant.path, { watch }).catch(() => {});\n  return revoked.signal;',
      scope: revocable({}, 2),
      breaks: ASKED,
    },
    {
      says: 'a request is heard, and not read',
      file: 'locks/revocation.ts',
      from: "if (event.type === 'data-changed' && grant.held) void look();",
      to: '',
      scope: revocable({}, 2),
      breaks: ASKED,
    },
    {
      says: 'who was asked by somebody who does not want it does not hear of it',
      file: 'locks/revocation.ts',
      from: 'if (data === null || decodeText(data) !== REVOKE) return;',
      to: 'return;',
      scope: revocable({}, 0, 2),
      breaks: GIVEN,
    },
  ],
};
