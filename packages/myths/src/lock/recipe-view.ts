import type { ModelProperty } from '@menagerie/checker';
import type { World } from '../clients/world.ts';
import { findZnode } from '../tree/tree.ts';
import { hasFired } from '../tree/watch.ts';
import type { LockView } from './failures.ts';
import { firstClaim } from './recipe-rules.ts';
import type { RecipeLocal, RecipeSeat } from './recipe-types.ts';

/** What the recipe's lock shows of itself. */
export function recipeView(seats: readonly RecipeSeat[]): LockView<RecipeLocal> {
  const lockOf = (seat: number): string => seats[seat]?.lock ?? '';
  return {
    insideOf: ({ seat, local }) => (local.at === 'inside' ? lockOf(seat) : null),
    isWaiting: ({ at }) => at === 'waiting',
    waitsFor: ({ local }, { tree, clients }) => {
      if (local.at !== 'waiting' || local.watch === null) return [];
      const maker = findZnode(tree, local.watch.path)?.session;
      const holder = clients.find(({ session }) => session === maker);
      return holder === undefined ? [] : [lockOf(holder.seat)];
    },
    jumps: ({ connected, local }, tree) =>
      connected && local.at === 'inside' && firstClaim(tree, local.own) !== local.own,
    wants: ({ seat }) => lockOf(seat),
    hasStolen: (local) => local.at === 'ended' && local.how === 'thief',
    hasFailed: (local) => local.at === 'ended' && local.how === 'robbed',
  };
}

type RecipeProperty = ModelProperty<World<RecipeLocal>>;

/** Two waiters have an event at once: one release woke more than one. */
export const herd: RecipeProperty = {
  name: 'a release wakes one waiter',
  kind: 'always',
  holds: ({ tree, clients }) =>
    clients.filter(
      ({ local }) => local.at === 'waiting' && local.watch !== null && hasFired(tree, local.watch),
    ).length <= 1,
};

/** The resource took a write of one holder after that of a later one. */
export const lateWrite: RecipeProperty = {
  name: 'writes come in the order of the grants',
  kind: 'always',
  holds: ({ resource }) => !resource.late,
};

/** Somebody holds the lock, or leads, at all. */
export const someoneIsFirst: RecipeProperty = {
  name: 'somebody comes first',
  kind: 'sometimes',
  holds: ({ clients }) => clients.some(({ local }) => local.at === 'inside'),
};

/**
 * A process acts as holder though its session has expired, while another one holds the lock. No
 * lock can help that: only whoever takes the effects can, by a token.
 */
export const pausedHolder: RecipeProperty = {
  name: 'a paused holder acts beside the next one',
  kind: 'sometimes',
  holds: ({ clients }) => {
    const inside = clients.filter(({ running, local }) => running && local.at === 'inside');
    return inside.some(({ connected }) => connected) && inside.some(({ connected }) => !connected);
  },
};
