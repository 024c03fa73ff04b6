import type { Program } from '../clients/program.ts';
import { contestOfClaims } from '../lock/recipe.ts';
import type { RecipeRules } from '../lock/recipe-rules.ts';
import type { RecipeLocal } from '../lock/recipe-types.ts';

/**
 * The election of ZooKeeper's Recipes (section Leader Election): a lock that is never released.
 * Whoever has the first claim leads, and every other watches the claim before its own.
 */
export function recipeElection(
  names: readonly string[],
  rules: Partial<RecipeRules> = {},
): Program<RecipeLocal> {
  return contestOfClaims(
    { name: 'the recipe’s election', parent: '/elections', first: 'leads', keeps: true },
    names.map((name) => ({ name, lock: 'main' })),
    rules,
  );
}
