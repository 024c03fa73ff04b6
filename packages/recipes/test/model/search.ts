import { ModelSpace, Search } from '@menagerie/checker';
import { RecipeModel, type RecipeModelOptions } from './recipe-model.ts';
import type { Scope } from './world.ts';

/** What came of looking at all worlds of a scope. */
export interface Found {
  /** The promise that does not hold; `null` where all do, in all worlds. */
  readonly broken: string | null;
  /** The shortest way to where it does not. */
  readonly steps: readonly string[];
  readonly worlds: number;
  /** Names of `sometimes` properties that hold somewhere. */
  readonly reached: readonly string[];
}

/** Worlds that are got ready together. */
const BATCH = 256;

/** How a scope is looked at. */
export interface SearchOptions extends RecipeModelOptions {
  /** Fails behind so many worlds. @default 2,000,000 */
  readonly maxStates?: number;
}

/** Looks at all worlds of a scope, the nearest first. */
export async function searchAll(
  scope: Scope,
  { maxStates = 2_000_000, ...options }: SearchOptions = {},
): Promise<Found> {
  const model = new RecipeModel(scope, options);
  await model.settle();
  const [start] = model.starts();
  if (start === undefined) throw new Error('a scope has a start');
  await model.prepare([start]);
  const space = new ModelSpace(model, 'breadth');
  const search = new Search(space, { order: 'breadth', maxStates });
  while (search.status === 'searching') {
    const upcoming = space.upcoming(BATCH);
    await model.prepare(upcoming);
    search.run(Math.max(1, upcoming.length));
  }
  if (search.status === 'full') throw new Error(`more than ${maxStates} worlds`);
  const [found] = search.found;
  return {
    broken: found?.violation.property ?? null,
    steps:
      found === undefined
        ? []
        : space
            .walk(found.path)
            .map(({ action }) => action)
            .slice(1),
    worlds: search.distinct,
    reached: space.reached(),
  };
}
