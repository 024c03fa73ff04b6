import {
  articleElection,
  articleElectionView,
  type CandidateLocal,
  type Charity,
  type ElectionFailures,
  electionFailures,
  type Finding,
  herd,
  type LockFailures,
  lateWrite,
  lockFailures,
  lookFor,
  pausedHolder,
  type RecipeLocal,
  type RecipeRules,
  type RecipeSeat,
  recipeElection,
  recipeElectionView,
  recipeLock,
  recipeView,
  type Scope,
  type Store,
  type StoreFailures,
  type StoreScope,
  sentence,
  someoneIsFirst,
  storeFailures,
  storeModel,
  succession,
  worldModel,
} from '@menagerie/myths';
import { expect } from 'vitest';

/** What a finding tells, line by line; that nothing was found, where it was not. */
export function story(finding: Finding): readonly string[] {
  return finding.type === 'found' ? finding.steps.map(sentence) : ['nothing was found'];
}

/** The number of steps to what was found; -1 where nothing was. */
export function stepsTo(finding: Finding): number {
  return finding.type === 'found' ? finding.steps.length : -1;
}

/** Requires that everything was looked at and nothing found. */
export function expectNone(finding: Finding): Extract<Finding, { type: 'none' }> {
  expect(story(finding)).toEqual(['nothing was found']);
  if (finding.type !== 'none') throw new Error('something was found');
  return finding;
}

/** Processes at the lock foo. */
export function seats(names: readonly string[], writes = false): readonly RecipeSeat[] {
  return names.map((name) => ({ name, lock: 'foo', writes }));
}

export type LockFailure = keyof LockFailures<RecipeLocal> | 'herd' | 'lateWrite';

/** Looks in the recipe's lock for some failures, in any order of arrival. */
export function lookInRecipe(
  taking: readonly RecipeSeat[],
  failures: readonly LockFailure[],
  given: Partial<Scope> = {},
  rules: Partial<RecipeRules> = {},
): Finding {
  const scope = { names: taking.map(({ name }) => name), made: ['/locks', '/locks/foo'], ...given };
  const all = { ...lockFailures(recipeView(taking)), herd, lateWrite };
  const properties = [...failures.map((each) => all[each]), someoneIsFirst, pausedHolder];
  return lookFor(worldModel(recipeLock(taking, rules), scope, properties));
}

/** Looks in the article's election for a failure, with the common parent made. */
export function lookInElection(
  names: readonly string[],
  charity: Charity,
  failure: keyof ElectionFailures<CandidateLocal>,
  given: Partial<Scope> = {},
): Finding {
  const scope = { names, made: ['/elections'], ...given };
  const property = electionFailures(articleElectionView)[failure];
  return lookFor(worldModel(articleElection(names, charity), scope, [property]));
}

/** Looks in the recipe's election for everything. */
export function lookInRecipeElection(
  names: readonly string[],
  given: Partial<Scope> = {},
  rules: Partial<RecipeRules> = {},
  only: readonly (keyof ElectionFailures<RecipeLocal>)[] | null = null,
): Finding {
  const all = electionFailures(recipeElectionView);
  const wanted = only === null ? Object.values(all) : only.map((each) => all[each]);
  const properties = [...wanted, someoneIsFirst, succession, pausedHolder];
  return lookFor(
    worldModel(recipeElection(names, rules), { names, made: [], ...given }, properties),
  );
}

/** Looks in a store for some failures. */
export function lookInStore(
  store: Store,
  scope: StoreScope,
  failures: readonly (keyof StoreFailures)[],
): Finding {
  const all = storeFailures(store, scope);
  return lookFor(
    storeModel(
      store,
      scope,
      failures.map((each) => all[each]),
    ),
  );
}
