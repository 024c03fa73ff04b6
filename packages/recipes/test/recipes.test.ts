import { ours } from '../../client/test/helpers/servers.ts';
import { testRecipes } from './suites/recipes.ts';

for (const backend of ours) testRecipes(backend);
