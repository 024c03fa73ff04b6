import { join } from 'node:path';
import { zabZoo } from '@menagerie/zab/testing';
import { testMistakesAreNamed } from '../../../zoo.shared.ts';

testMistakesAreNamed(join(import.meta.dirname, '..'), zabZoo);
