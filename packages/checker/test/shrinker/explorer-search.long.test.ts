import { type BreakingRun, Explorer, explorerSearch } from '@menagerie/checker';
import type { Exploration, Shape, Subject } from '@menagerie/contract';
import { raftExploration, raftSubject } from '@menagerie/raft/testing';
import { createSimulation, type Scenario } from '@menagerie/simulator';
import { zabExploration, zabSubject } from '@menagerie/zab/testing';
import { describe, expect, it } from 'vitest';
import { lengthOf } from '../../src/shrinker/hunt.ts';
import { noteRun, scopeOf } from '../../src/shrinker/run-as-scope.ts';

/** What a scenario breaks of one property, whatever else it breaks first. */
function breaks<S extends Shape>(
  subject: Subject<S>,
  scenario: Scenario<S>,
  property: string,
): boolean {
  const properties = subject.properties.filter(({ name }) => name === property);
  const simulation = createSimulation({ ...subject, properties }, scenario);
  while (simulation.step() !== null) {}
  return simulation.violation?.property === property;
}

function eventsOf<S extends Shape>({ decisions }: Scenario<S>): number {
  return lengthOf(decisions.map(({ decision }) => ({ decision, about: null }))).events;
}

/** What an explorer finds in the scope that is said to kill a mutant. */
function explored<S extends Shape>(
  subject: Subject<S>,
  exploration: Exploration<S>,
  mutant: string,
  order: 'breadth' | 'swarm' = 'breadth',
): BreakingRun<S> {
  const scope = exploration.scopes.find(({ kills }) => kills.includes(mutant));
  if (scope === undefined) throw new RangeError(`no scope kills ${mutant}`);
  const explorer = new Explorer(subject, exploration, scope, { mutant, order });
  explorer.finish();
  const run = explorer.counterexample();
  if (run === null) throw new RangeError(`${mutant} is alive`);
  return run;
}

describe('an explorer that helps a shrinker', () => {
  const search = explorerSearch(raftSubject, raftExploration, { maxWorlds: 50_000 });

  it('finds the shortest run of all, where it is near', () => {
    const near = explored(raftSubject, raftExploration, 'R-08');
    const far = explored(raftSubject, raftExploration, 'R-08', 'swarm');
    const { property } = far.violation;
    const found = search(far.scenario, property);
    if (found === null) throw new Error('nothing was found');
    console.log(`R-08: ${eventsOf(far.scenario)} events, then ${eventsOf(found)}`);
    expect(eventsOf(found)).toBeLessThan(eventsOf(far.scenario));
    expect(eventsOf(found)).toBe(eventsOf(near.scenario));
    expect(breaks(raftSubject, found, property)).toBe(true);
    expect(breaks(raftSubject, { ...found, mutant: null }, property)).toBe(false);
    // No run is shorter, and none that is as long is taken for one.
    expect(search(found, property)).toBeNull();
  });

  it('finds a shorter end of a run whose beginning is too long for it', () => {
    const { scenario, violation } = explored(zabSubject, zabExploration, 'Z-10', 'swarm');
    const inZab = explorerSearch(zabSubject, zabExploration, { maxWorlds: 20_000 });
    const found = inZab(scenario, violation.property);
    if (found === null) throw new Error('nothing was found');
    console.log(`Z-10: ${eventsOf(scenario)} events, then ${eventsOf(found)}`);
    expect(eventsOf(found)).toBeLessThan(eventsOf(scenario));
    expect(breaks(zabSubject, found, violation.property)).toBe(true);
    expect(found.mutant).toBe('Z-10');
  });

  it('gives the same for the same run', () => {
    const few = explorerSearch(raftSubject, raftExploration, { maxWorlds: 5000 });
    const { scenario, violation } = explored(raftSubject, raftExploration, 'R-08', 'swarm');
    const once = few(scenario, violation.property);
    expect(once).not.toBeNull();
    expect(few(scenario, violation.property)).toEqual(once);
  });
});

describe('a run as a scope', () => {
  it.each([
    ['Z-13', 'atomic'],
    ['Z-33', 'asynchronous'],
  ] as const)('%s can be gone into from each of its events, on %s disks', (id, persistence) => {
    const { scenario, violation } = explored(zabSubject, zabExploration, id);
    const noted = noteRun(zabSubject, scenario, violation.property);
    expect(noted).toHaveLength(scenario.decisions.length);
    for (const [from, { counts }] of noted.entries()) {
      if (!counts) continue;
      const scope = scopeOf(zabExploration, scenario, noted, from, persistence);
      expect(() => new Explorer(zabSubject, zabExploration, scope, { mutant: id })).not.toThrow();
    }
  });

  it('allows what the run does, and nothing more often', () => {
    const { scenario, violation } = explored(raftSubject, raftExploration, 'R-03');
    const noted = noteRun(raftSubject, scenario, violation.property);
    const scope = scopeOf(raftExploration, scenario, noted, 0, 'atomic');
    expect(scope.budgets).toEqual({
      timeouts: { election: 2 },
      crashes: 1,
      wipes: 0,
    });
    expect(scope.commands).toEqual([]);
    const end = scopeOf(raftExploration, scenario, noted, noted.length, 'atomic');
    expect(end.budgets).toEqual({ timeouts: {}, crashes: 0, wipes: 0 });
  });
});
