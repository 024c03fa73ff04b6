import { Explorer, reportText, type ScopeReport } from '@menagerie/checker';
import { raftExploration, raftSubject } from '@menagerie/raft/testing';
import { expect, it } from 'vitest';
import { raftCounts } from './helpers/counts.ts';
import { testScopes } from './helpers/exhaust.ts';

/** Long enough for a slow machine that has other things to do. */
const MINUTES = 60_000;

testScopes(raftSubject, raftExploration, raftCounts);

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
