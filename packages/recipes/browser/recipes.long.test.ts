import { doors } from '../../client/browser/doors.ts';
import { testRecipes } from '../test/suites/recipes.ts';

for (const backend of doors) testRecipes(backend);
