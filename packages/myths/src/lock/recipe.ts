import type { Program } from '../clients/program.ts';
import { type RecipeRules, recipeRules } from './recipe-rules.ts';
import { act, cancel, claim, look, prepare, release, search, wake, watch } from './recipe-steps.ts';
import type { Contest, Here, Moves, RecipeLocal, RecipeSeat, Taking } from './recipe-types.ts';

const lockContest: Contest = {
  name: 'the recipe’s lock',
  parent: '/locks',
  first: 'told-that-it-holds',
  keeps: false,
};

/**
 * The lock of ZooKeeper's Recipes (section Locks): an ephemeral sequential znode for each claim,
 * turns by sequence number, each waiter watches the claim before its own. `rules` overrides one
 * decision or more.
 */
export function recipeLock(
  seats: readonly RecipeSeat[],
  rules: Partial<RecipeRules> = {},
): Program<RecipeLocal> {
  return contestOfClaims(lockContest, seats, rules);
}

/** The common part of the recipes for locks and for elections. */
export function contestOfClaims(
  contest: Contest,
  seats: readonly RecipeSeat[],
  rules: Partial<RecipeRules>,
): Program<RecipeLocal> {
  const all = { ...recipeRules, ...rules };
  const taking = seats.map(({ lock, writes }) => ({
    rules: all,
    contest,
    home: all.homeOf(contest.parent, lock),
    writes: writes === true,
  }));
  return {
    name: contest.name,
    begin: (seat) => ({ at: 'outside', left: seats[seat]?.rounds ?? 1 }),
    hasBegun: ({ at }) => at !== 'outside',
    hasEnded: ({ at }) => at === 'ended',
    moves: (here) => {
      const own = taking[here.seat];
      if (own === undefined) return [];
      return here.connected ? step(own, here, here.local) : cutOff(own, here, here.local);
    },
  };
}

function step(taking: Taking, here: Here, local: RecipeLocal): Moves {
  switch (local.at) {
    case 'outside':
      return claim(taking, here, local);
    case 'preparing':
      return prepare(taking, here, local);
    case 'searching':
      return search(taking, here, local);
    case 'listing':
      return look(taking, here, local);
    case 'watching':
      return watch(taking, here, local);
    case 'waiting':
      return [...wake(taking, here, local), ...cancel(taking, here, local)];
    case 'inside':
      if (taking.writes && !local.hasWritten) return act(taking, here, local);
      return taking.contest.keeps ? [] : release(taking, here, local);
    case 'ended':
      return [];
  }
}

/** A process whose session has expired learns it by its next call, and not before. */
function cutOff(taking: Taking, here: Here, local: RecipeLocal): Moves {
  if (local.at === 'ended') return [];
  // The resource is no part of the service, so a holder that knows nothing still writes to it.
  const writes = local.at === 'inside' && taking.writes && !local.hasWritten;
  return [
    ...(writes ? act(taking, here, local) : []),
    {
      deed: { type: 'told-of-expiry' },
      meaning: 'ends',
      local: { at: 'ended', how: 'expired' },
    },
  ];
}
