import {
  paxosExploration,
  paxosSubject,
  synodExploration,
  synodSubject,
} from '@menagerie/paxos/testing';
import { raftExploration, raftSubject } from '@menagerie/raft/testing';
import { zabExploration, zabSubject } from '@menagerie/zab/testing';
import { describe } from 'vitest';
import { paxosCounts, raftCounts, synodCounts, zabCounts } from './helpers/counts.ts';
import { testSmallScopes } from './helpers/outlines.ts';

describe('the explorer', () => {
  testSmallScopes(raftSubject, raftExploration, raftCounts);
  testSmallScopes(synodSubject, synodExploration, synodCounts);
  testSmallScopes(paxosSubject, paxosExploration, paxosCounts);
  testSmallScopes(zabSubject, zabExploration, zabCounts);
});
