import { recipeRuns } from './runs/recipes.ts';
import { serviceRuns } from './runs/service.ts';
import { treeRuns } from './runs/tree.ts';
import type { Bilingual, Proof } from './types.ts';

/**
 * What each run showed, by its id. Counts and outcomes are exact; times are those of one shared two-core machine,
 * and rates are good for direction only.
 */
export const runs = { ...serviceRuns, ...recipeRuns, ...treeRuns } as const satisfies Readonly<
  Record<string, Bilingual>
>;

type RunId = keyof typeof runs;

/** Runs as proofs, in the order given; an unknown id does not compile. */
export function provenBy(...ids: readonly RunId[]): readonly Proof[] {
  return ids.map((run) => ({ type: 'run', run, shows: runs[run] }));
}
