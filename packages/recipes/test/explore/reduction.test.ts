import * as recipes from '@menagerie/recipes';
import { describe, expect, it } from 'vitest';
import { type Found, searchAll } from '../model/search.ts';
import type { Scope } from '../model/world.ts';
import { everything } from './scopes/everything.ts';

/** What a search finds, and all that properties can see on its way and where it ends. */
interface Seen extends Found {
  readonly shown: ReadonlySet<string>;
  readonly ends: ReadonlySet<string>;
}

async function seen(scope: Scope, reduced: boolean): Promise<Seen> {
  const shown = new Set<string>();
  const ends = new Set<string>();
  const onShown = (text: string, isEnd: boolean): void => {
    (isEnd ? ends : shown).add(text);
  };
  return { ...(await searchAll(scope, { reduced, onShown })), shown, ends };
}

// Mistakes are found with and without as well: they have been before there was a reduction.
describe('a reduced search comes to the same as one that is not', () => {
  for (const { name, looks } of everything) {
    it.each(looks)(
      `of ${name}, $says`,
      async ({ scope }) => {
        const whole = await seen(scope(recipes), false);
        const reduced = await seen(scope(recipes), true);
        expect(reduced.broken).toBe(whole.broken);
        expect(reduced.reached.toSorted()).toEqual(whole.reached.toSorted());
        // Without a difference of sets, which takes long to print.
        expect([...whole.shown].filter((each) => !reduced.shown.has(each))).toEqual([]);
        expect([...whole.ends].filter((each) => !reduced.ends.has(each))).toEqual([]);
        expect([...reduced.shown].filter((each) => !whole.shown.has(each))).toEqual([]);
        expect(reduced.worlds).toBeLessThanOrEqual(whole.worlds);
      },
      0,
    );
  }
});
