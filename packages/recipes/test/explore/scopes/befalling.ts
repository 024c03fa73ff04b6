import type { Recipes } from '../../model/check.ts';
import type { Scope } from '../../model/world.ts';

/** Where faults befall one of the processes: of those with the same code one stands for all. */
export const befalling =
  (seat: number, scope: (recipes: Recipes) => Scope) =>
  (recipes: Recipes): Scope => ({ ...scope(recipes), struck: [seat] });
