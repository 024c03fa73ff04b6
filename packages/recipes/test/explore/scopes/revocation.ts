import { decodeText } from '@menagerie/client';
import type { Explored, Recipes } from '../../model/check.ts';
import type { Program } from '../../model/replay.ts';
import { type Budget, PROMISES, type Scope } from '../../model/world.ts';
import { befalling } from './befalling.ts';
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
    // Holds it for a moment, in which nobody else may.
    await keeper.sync();
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

/** Two who ask for what the first has, and want it. */
const asked =
  (budget: Partial<Budget>) =>
  (recipes: Recipes): Scope => ({ ...revocable(budget, 2)(recipes), settled: 1 });

export const revocation: Explored = {
  name: 'revocation',
  looks: [
    { says: 'one who holds and one who asks', scope: revocable(), worlds: 445 },
    {
      says: 'one who holds and one who asks, one session ended',
      scope: revocable({ expiries: 1 }),
      worlds: 3619,
    },
    {
      says: 'one who holds and one who asks, one crash',
      scope: revocable({ crashes: 1 }),
      worlds: 1620,
    },
  ],
  longLooks: [
    {
      says: 'one who has it and two who ask, one session ended',
      scope: asked({ expiries: 1 }),
      worlds: 568_230,
    },
    {
      says: 'one who has it and two who ask, one crash',
      scope: asked({ crashes: 1 }),
      worlds: 201_868,
    },
    {
      says: 'one who has it and two who ask, its connection lost',
      scope: befalling(0, asked({ cuts: 1 })),
      worlds: 217_536,
    },
    {
      says: 'one who has it and two who ask, the connection of one of them lost',
      scope: befalling(1, asked({ cuts: 1 })),
      worlds: 464_323,
    },
    {
      says: 'one who holds and one who asks, one connection lost',
      scope: revocable({ cuts: 1 }),
      worlds: 14_451,
    },
    { says: 'one who holds and two who ask', scope: revocable({}, 2), worlds: 287_509 },
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
    {
      says: 'everybody who asks holds it',
      file: 'claims/turn.ts',
      from: '(claims, own) => claims[claims.indexOf(own) - 1] ?? null',
      to: '() => null',
      scope: asked({}),
      breaks: PROMISES.exclusion,
    },
  ],
};
