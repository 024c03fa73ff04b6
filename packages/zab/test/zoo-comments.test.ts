import { join } from 'node:path';
import { zabInexpressible, zabZoo } from '@menagerie/zab/testing';
import { testMistakesAreNamed, testZooIsWhole } from '../../../zoo.shared.ts';

testMistakesAreNamed(join(import.meta.dirname, '..'), zabZoo);

testZooIsWhole(
  `Z-01 Z-03 Z-04 Z-05 Z-06 Z-08 Z-10 Z-11 Z-13 Z-14
   Z-15 Z-17 Z-18 Z-19 Z-20 Z-21 Z-23 Z-25 Z-26 Z-27`,
  'Z-28 Z-29 Z-30 Z-31 Z-32 Z-33 Z-34 Z-35 Z-36 Z-37',
  zabZoo,
  zabInexpressible,
);
