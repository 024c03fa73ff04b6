import { join } from 'node:path';
import { paxosZoo, synodZoo } from '@menagerie/paxos/testing';
import { testMistakesAreNamed } from '../../../zoo.shared.ts';

testMistakesAreNamed(join(import.meta.dirname, '..'), [...synodZoo, ...paxosZoo]);
