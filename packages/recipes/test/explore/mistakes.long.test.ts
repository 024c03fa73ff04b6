import { testLongMistakes } from '../model/check.ts';
import { everything } from './scopes/everything.ts';

for (const explored of everything) testLongMistakes(explored);
