import * as recipes from '@menagerie/recipes';
import { expect, it } from 'vitest';
import { testModel } from '../model/check.ts';
import { searchAll } from '../model/search.ts';
import { PROMISES } from '../model/world.ts';
import { everything } from './scopes/everything.ts';
import { unfenced } from './scopes/mutex.ts';

for (const explored of everything) testModel(explored);

it('where nobody looks at tokens, a paused holder acts behind the next one', async () => {
  expect(await searchAll(unfenced(recipes))).toMatchObject({ broken: PROMISES.effects });
});
