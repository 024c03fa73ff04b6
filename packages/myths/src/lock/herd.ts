import type { Move, Place } from '../clients/program.ts';
import { untouched } from '../clients/resource.ts';
import { type Tree, treeOf } from '../tree/tree.ts';
import { hasFired } from '../tree/watch.ts';
import { recipeLock } from './recipe.ts';
import type { RecipeRules } from './recipe-rules.ts';
import type { RecipeLocal } from './recipe-types.ts';

/**
 * How many waiters one release wakes: a holder and `waiters` others come one after the other, all
 * of them wait, and the holder lets go. Takes the square of the waiters in steps.
 *
 * @param waiters from 0
 */
export function wakeUps(waiters: number, rules: Partial<RecipeRules> = {}): number {
  const seats = Array.from({ length: waiters + 1 }, (_, i) => ({ name: `${i}`, lock: 'foo' }));
  const program = recipeLock(seats, rules);
  const next = (seat: number, local: RecipeLocal, tree: Tree): Move<RecipeLocal> | undefined =>
    program.moves(placeOf(seat, local, tree))[0];
  let tree = treeOf(['/locks', '/locks/foo']);
  const locals = seats.map((_, seat) => {
    let local = program.begin(seat);
    while (local.at !== 'inside' && local.at !== 'waiting') {
      const move = next(seat, local, tree);
      if (move === undefined) break;
      tree = move.tree ?? tree;
      local = move.local;
    }
    return local;
  });
  const [holder] = locals;
  const release = holder === undefined ? undefined : next(0, holder, tree);
  const after = release?.tree ?? tree;
  return locals.filter(
    (local) => local.at === 'waiting' && local.watch !== null && hasFired(after, local.watch),
  ).length;
}

function placeOf(seat: number, local: RecipeLocal, tree: Tree): Place<RecipeLocal> {
  const left = { crashes: 0, restarts: 0, expiries: 0, lostReplies: 0, cancels: 0, remakes: 0 };
  return { seat, session: seat, connected: true, local, tree, resource: untouched, left };
}
