import { join } from 'node:path';
import { raftZoo } from '@menagerie/raft/testing';
import { testMistakesAreNamed } from '../../../zoo.shared.ts';

testMistakesAreNamed(join(import.meta.dirname, '..'), raftZoo);
