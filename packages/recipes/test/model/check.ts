import * as real from '@menagerie/recipes';
import { describe, expect, it } from 'vitest';
import { type Mistake, withMistake } from './mutant.ts';
import { searchAll } from './search.ts';
import type { Scope } from './world.ts';

/** The package: as it is, or with a mistake in it. */
export type Recipes = typeof real;

/** A world to look at as a whole. */
export interface Look {
  readonly says: string;
  scope(recipes: Recipes): Scope;
  /** How many worlds there are: a look at fewer would say less. */
  readonly worlds: number;
  /** Names of `sometimes` properties that hold somewhere. */
  readonly reaches?: readonly string[];
}

/** A mistake, and what it breaks in a scope. */
export interface Killed extends Mistake {
  scope(recipes: Recipes): Scope;
  readonly breaks: string;
  /** One of three clients, in which it breaks the same; looked at with what takes longer. */
  withThree?(recipes: Recipes): Scope;
}

/** A recipe with the worlds that it is looked at in. */
export interface Explored {
  readonly name: string;
  readonly looks: readonly Look[];
  /** Those that take longer. */
  readonly longLooks: readonly Look[];
  readonly mistakes: readonly Killed[];
  readonly longMistakes?: readonly Killed[];
}

/** Looks at the small scopes, and then for each mistake. */
export function testModel({ name, looks, mistakes }: Explored): void {
  testLooks(name, looks);
  testMistakes(name, mistakes);
}

/** Looks at the scopes that take longer. */
export function testLongLooks({ name, longLooks }: Explored): void {
  testLooks(name, longLooks);
}

/** Looks for mistakes in scopes that take longer, those with three clients among them. */
export function testLongMistakes({ name, mistakes, longMistakes = [] }: Explored): void {
  testMistakes(name, longMistakes);
  const larger = mistakes.flatMap(({ withThree, ...mistake }) =>
    withThree === undefined ? [] : [{ ...mistake, scope: withThree }],
  );
  testMistakes(`${name} of three`, larger);
}

function testLooks(name: string, looks: readonly Look[]): void {
  if (looks.length === 0) return;
  describe(`${name} keeps its promises in all worlds of`, () => {
    it.each(looks)(
      '$says',
      async ({ scope, worlds, reaches = [] }) => {
        const found = await searchAll(scope(real));
        expect(found).toMatchObject({ broken: null, steps: [] });
        expect(found.reached).toEqual(expect.arrayContaining([...reaches]));
        expect(found.worlds).toBe(worlds);
        // A search ends, however slow the machine: no time limits it.
      },
      0,
    );
  });
}

function testMistakes(name: string, mistakes: readonly Killed[]): void {
  if (mistakes.length === 0) return;
  describe(`${name} does not where`, () => {
    it.each(mistakes)(
      '$says',
      async ({ scope, breaks, withThree: _, ...mistake }) => {
        const found = await withMistake(mistake, (recipes) => searchAll(scope(recipes)));
        expect(found).toMatchObject({ broken: breaks });
      },
      0,
    );
  });
}
