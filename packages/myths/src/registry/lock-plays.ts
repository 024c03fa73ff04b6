import type { Program } from '../clients/program.ts';
import { type Scope, worldModel } from '../clients/world.ts';
import { type ArticleLocal, type ArticleSeat, articleLock, LOCKS } from '../lock/article.ts';
import { articleView } from '../lock/article-view.ts';
import { type LockFailures, lockFailures } from '../lock/failures.ts';
import { recipeLock } from '../lock/recipe.ts';
import type { RecipeRules } from '../lock/recipe-rules.ts';
import type { RecipeLocal, RecipeSeat } from '../lock/recipe-types.ts';
import { herd, lateWrite, pausedHolder, recipeView, someoneIsFirst } from '../lock/recipe-view.ts';
import { factsOfWorld } from './facts.ts';
import { type Play, playOf } from './play.ts';

/** What may be looked for in the recipe besides the failures of every lock. */
export type RecipeFailure = keyof LockFailures<RecipeLocal> | 'herd' | 'lateWrite';

/** What differs between the scopes of locks. */
export type LockScope = Omit<Partial<Scope>, 'names'>;

/** The article's lock, with its parent made, and processes that come in the order of the list. */
export function articlePlay(
  seats: readonly ArticleSeat[],
  failure: keyof LockFailures<ArticleLocal>,
  given: LockScope = {},
): Play {
  const scope = scopeOf(seats, given, [LOCKS]);
  const program: Program<ArticleLocal> = articleLock(seats);
  const properties = [lockFailures(articleView(seats))[failure]];
  return playOf(worldModel(program, scope, properties), (world) => factsOfWorld(scope, world));
}

/** The recipe's lock on a fresh ensemble: what it needs it makes itself. */
export function recipePlay(
  seats: readonly RecipeSeat[],
  failures: readonly RecipeFailure[],
  given: LockScope = {},
  rules: Partial<RecipeRules> = {},
): Play {
  const scope = scopeOf(seats, given, []);
  const all = { ...lockFailures(recipeView(seats)), herd, lateWrite };
  const properties = [...failures.map((each) => all[each]), someoneIsFirst, pausedHolder];
  return playOf(worldModel(recipeLock(seats, rules), scope, properties), (world) =>
    factsOfWorld(scope, world),
  );
}

function scopeOf(
  seats: readonly { readonly name: string }[],
  given: LockScope,
  made: readonly string[],
): Scope {
  return { names: seats.map(({ name }) => name), made, inOrder: true, ...given };
}
