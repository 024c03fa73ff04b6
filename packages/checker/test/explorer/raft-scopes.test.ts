import { Explorer, reportText, type ScopeReport } from '@menagerie/checker';
import { raftExploration, raftSubject } from '@menagerie/raft/testing';
import { expect, it } from 'vitest';
import { testScopes } from './helpers/exhaust.ts';

/** Long enough for a slow machine that has other things to do. */
const MINUTES = 60_000;

testScopes(raftSubject, raftExploration, {
  '1 election': [19, 63],
  '1 election, 1 write before the first commit': [68, 293],
  '1 election, slow disks': [76, 259],
  '1 election with a learner': [13, 34],
  '2 elections of 2 servers': [26, 49],
  '2 elections of 4 servers': [1_317, 8_162],
  '2 elections': [301, 1_232],
  '2 elections, 1 crash': [1_395, 6_618],
  '2 elections, 1 write': [1_421, 6_660],
  '2 elections, 1 write, 1 crash, slow disks': [177_699, 901_406],
  '3 elections': [3_510, 16_135],
  '3 elections, 2 writes, one entry a message': [324_198, 2_800_768],
  '4 elections, one entry a message': [77_445, 505_157],
  '4 elections, 2 writes': [657_971, 3_911_844],
  '4 elections, 2 writes, 1 crash': [5_142_505, 33_410_073],
  'a heartbeat to a follower with an entry of its own': [12_730, 94_410],
  'a lost disk': [766, 3_721],
  'a read after an election': [9_726, 65_877],
  'an acknowledgement of an older term': [9_967, 72_221],
  'a change in a term without a commit': [366, 2_325],
  'two changes': [1_489, 13_777],
  'a joint change to one server': [10, 26],
  'an election in a joint membership': [928_154, 9_128_831],
  'two removals and a write': [130, 381],
  'two removals, a write and a crash': [819, 2_754],
  'one change': [44, 200],
  'a lease and a transfer': [155_415, 1_557_702],
  'a lease and a candidate': [111, 383],
  'a compaction': [27, 93],
  'a snapshot for a follower with entries of its own': [40, 159],
  'a snapshot in parts': [94, 526],
});

function explore(name: string, mutant: string): ScopeReport {
  const scope = raftExploration.scopes.find((each) => each.name === name);
  if (scope === undefined) throw new RangeError(`there is no scope ${name}`);
  const explorer = new Explorer(raftSubject, raftExploration, scope, { mutant });
  explorer.finish();
  const report = explorer.report();
  console.log(reportText(report));
  return report;
}

it('kills the mistake of Figure 3.7 with four elections, and not with three', {
  timeout: 10 * MINUTES,
}, () => {
  const killed = explore('4 elections, one entry a message', 'R-01');
  expect(killed.violation?.property).toBe('Leader Completeness');
  expect(explore('3 elections, 2 writes, one entry a message', 'R-01').status).toBe('exhausted');
});
