import { Explorer, reportText, type ScopeReport } from '@menagerie/checker';
import { raftExploration, raftSubject } from '@menagerie/raft/testing';
import { expect, it } from 'vitest';

/** Long enough for a slow machine that has other things to do. */
const MINUTES = 60_000;

function explore(name: string, mutant: string | null = null): ScopeReport {
  const scope = raftExploration.scopes.find((each) => each.name === name);
  if (scope === undefined) throw new RangeError(`there is no scope ${name}`);
  const explorer = new Explorer(raftSubject, raftExploration, scope, { mutant });
  explorer.finish();
  const report = explorer.report();
  console.log(reportText(report));
  return report;
}

it('exhausts four elections and two writes with unlimited duplication', {
  timeout: 10 * MINUTES,
}, () => {
  const report = explore('4 elections, 2 writes');
  expect(report.status).toBe('exhausted');
  expect([report.distinct, report.generated]).toEqual([657_971, 3_911_844]);
  expect(report.reached).toContain('A Later Leader Leads');
  expect(report.reached).toContain('A Write Is Answered');
  expect(report.bytesPerState).toBeLessThanOrEqual(24);
});

it('exhausts the same with a crash', { timeout: 30 * MINUTES }, () => {
  const report = explore('4 elections, 2 writes, 1 crash');
  expect(report.status).toBe('exhausted');
  expect([report.distinct, report.generated]).toEqual([5_142_505, 33_410_073]);
});

it('exhausts two elections, a write and a crash on slow disks', { timeout: 10 * MINUTES }, () => {
  const report = explore('2 elections, 1 write, 1 crash, slow disks');
  expect(report.status).toBe('exhausted');
  expect([report.distinct, report.generated]).toEqual([177_699, 901_406]);
});

it('kills the mistake of Figure 3.7 with four elections, and not with three', {
  timeout: 10 * MINUTES,
}, () => {
  const killed = explore('4 elections, one entry a message', 'R-01');
  expect(killed.violation?.property).toBe('Leader Completeness');
  expect(explore('3 elections, 2 writes, one entry a message', 'R-01').status).toBe('exhausted');
});
