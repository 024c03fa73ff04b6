import { join } from 'node:path';
import { raftInexpressible, raftZoo } from '@menagerie/raft/testing';
import { testMistakesAreNamed, testZooIsWhole } from '../../../zoo.shared.ts';

testMistakesAreNamed(join(import.meta.dirname, '..'), raftZoo);

testZooIsWhole(
  `R-01 R-02 R-03 R-04 R-05 R-06 R-07 R-08 R-10 R-11 R-13 R-14 R-16 R-17 R-18 R-19 R-20 R-21
   R-22 R-24 R-25 R-26 R-27 R-28 R-29 R-31 R-32 R-33 R-38 R-39 R-40 R-42 R-43 R-44 R-45 R-46`,
  'R-47 R-48 R-49 R-50 R-51',
  raftZoo,
  raftInexpressible,
);
