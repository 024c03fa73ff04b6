import { zabExploration, zabSubject } from '@menagerie/zab/testing';
import { zabCounts } from './helpers/counts.ts';
import { testScopes } from './helpers/exhaust.ts';

testScopes(zabSubject, zabExploration, zabCounts);
