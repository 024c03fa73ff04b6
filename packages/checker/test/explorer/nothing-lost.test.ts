import { Explorer } from '@menagerie/checker';
import type { Exploration, Shape, Subject } from '@menagerie/contract';
import {
  paxosExploration,
  paxosSubject,
  synodExploration,
  synodSubject,
} from '@menagerie/paxos/testing';
import { raftExploration, raftSubject } from '@menagerie/raft/testing';
import { describe, expect, it } from 'vitest';
import type { Counts } from './helpers/counts.ts';

// Scopes in which some kind of message never arrives are smaller for it, and see less. Here all
// messages may arrive, where that can still be looked at as a whole.

function testAll<S extends Shape>(
  subject: Subject<S>,
  exploration: Exploration<S>,
  counts: Counts,
): void {
  const scopes = exploration.scopes.filter(({ name }) => name in counts);

  it.each(scopes.map((scope) => [scope.name, scope] as const))(
    `${subject.protocol.name} does nothing wrong where nothing is lost for good, in more worlds: %s`,
    { timeout: 300_000 },
    (name, { lost, ...scope }) => {
      expect(lost).toBeDefined();
      const narrow = new Explorer(subject, exploration, { ...scope, ...(lost && { lost }) });
      narrow.finish();
      const wide = new Explorer(subject, exploration, scope);
      expect(wide.finish()).toBe('exhausted');
      expect([wide.distinct, wide.generated]).toEqual(counts[name]);
      expect(wide.distinct).toBeGreaterThanOrEqual(narrow.distinct);
      const reached = new Set(wide.report().reached);
      expect(narrow.report().reached.filter((each) => !reached.has(each))).toEqual([]);
    },
  );

  it(`${subject.protocol.name} has these scopes`, () => {
    expect(scopes.map(({ name }) => name)).toEqual(Object.keys(counts));
  });
}

describe('the explorer', () => {
  testAll(raftSubject, raftExploration, {
    '1 election': [29, 144],
    '1 election, 1 write before the first commit': [211, 1_519],
    '1 election, slow disks': [181, 992],
    '1 election with a learner': [20, 76],
    '2 elections of 2 servers': [41, 104],
    '2 elections of 4 servers': [3_680, 31_190],
    '2 elections': [706, 4_116],
    '2 elections, 1 crash': [2_976, 19_605],
    '2 elections, 1 write': [4_355, 31_901],
    '3 elections': [8_949, 55_954],
    'a heartbeat to a follower with an entry of its own': [84_548, 1_146_388],
    'a lost disk': [5_370, 34_941],
    'a read after an election': [42_157, 499_819],
    'a change in a term without a commit': [632, 5_521],
    'two changes': [7_431, 94_170],
    'a joint change to one server': [17, 54],
    'two removals and a write': [258, 1_107],
    'a lease and a candidate': [195, 765],
    'a compaction': [56, 315],
  });
  testAll(synodSubject, synodExploration, {
    '1 wish': [1_141, 7_690],
    '1 wish, slow disks, learners': [9_634, 64_576],
    '1 wish, 1 crash': [3_902, 30_346],
    '1 wish, 1 crash, slow disks': [35_877, 281_503],
  });
  testAll(paxosSubject, paxosExploration, {
    '1 election': [220, 1_108],
    '1 election, 1 write': [10_849, 89_089],
    '1 election, 1 crash, slow disks': [1_083, 6_154],
    '1 election, 1 crash': [656, 3_901],
    '2 elections': [7_552, 67_843],
    'a lost disk of a leader': [2_438, 18_810],
    'a read of a deposed leader': [355, 2_083],
    'a read of a new leader': [42_010, 430_950],
    'a compaction': [40_801, 348_085],
    'a stop-sign': [531, 2_409],
    'a vote behind a stop-sign': [23_903, 251_918],
  });
});
