import { join } from 'node:path';
import { paxosInexpressible, paxosZoo, synodZoo } from '@menagerie/paxos/testing';
import { testMistakesAreNamed, testZooIsWhole } from '../../../zoo.shared.ts';

const both = [...synodZoo, ...paxosZoo];

testMistakesAreNamed(join(import.meta.dirname, '..'), both);

testZooIsWhole(
  `P-01 P-02 P-03 P-04 P-06 P-07 P-08 P-10 P-12 P-13 P-14
   P-16 P-17 P-18 P-20 P-21 P-22 P-23 P-24 P-26 P-27`,
  `P-28 P-29 P-30 P-31 P-32 P-33 P-34 P-35 P-40 P-41 P-42 P-43 P-44 P-45 P-46 P-47
   P-48 P-49 P-50 P-51 P-52 P-53 P-54 P-55 P-56 P-58 P-59 P-60 P-61 P-62`,
  both,
  paxosInexpressible,
);
