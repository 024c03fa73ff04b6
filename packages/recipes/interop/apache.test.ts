import { describe } from 'vitest';
import { apache, leftOut } from '../../client/interop/backend.ts';
import { testRecipes } from '../test/suites/recipes.ts';

describe.skipIf(leftOut !== null)(leftOut ?? 'the same tests', () => {
  testRecipes(apache);
});
