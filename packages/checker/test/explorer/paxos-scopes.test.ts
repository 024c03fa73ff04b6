import {
  paxosExploration,
  paxosSubject,
  synodExploration,
  synodSubject,
} from '@menagerie/paxos/testing';
import { paxosCounts, synodCounts } from './helpers/counts.ts';
import { testScopes } from './helpers/exhaust.ts';

testScopes(synodSubject, synodExploration, synodCounts);

testScopes(paxosSubject, paxosExploration, paxosCounts);
