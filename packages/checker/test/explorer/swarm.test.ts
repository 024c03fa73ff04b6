import { type BreakingRun, type ExploreOptions, Explorer, reportText } from '@menagerie/checker';
import type { Shape, Subject } from '@menagerie/contract';
import type { RaftShape } from '@menagerie/raft';
import { raftExploration, raftSubject } from '@menagerie/raft/testing';
import { createSimulation, parseScenario, printScenario } from '@menagerie/simulator';
import { describe, expect, it } from 'vitest';

function explorer(name: string, options: ExploreOptions<RaftShape>): Explorer<RaftShape> {
  const scope = raftExploration.scopes.find((each) => each.name === name);
  if (scope === undefined) throw new RangeError(`there is no scope ${name}`);
  return new Explorer(raftSubject, raftExploration, scope, options);
}

/** What the simulator sees on the same path. */
function replayed<S extends Shape>(subject: Subject<S>, { scenario }: BreakingRun<S>) {
  const file = printScenario(scenario, subject);
  const simulation = createSimulation(subject, parseScenario(file, [subject]));
  while (simulation.step() !== null);
  return simulation.violation;
}

describe('random walks over a real core', () => {
  it.each([
    ['R-03', '2 elections, 1 crash', 'from the initial state'],
    ['R-07', '3 elections', 'from the initial state'],
    ['R-11', 'an acknowledgement of an older term', 'from a constructed start'],
  ])('find %s in "%s", %s, and the simulator sees the same', (mutant, scope) => {
    const swarm = explorer(scope, { mutant, order: 'swarm', walks: { walks: 5000, steps: 60 } });
    expect(swarm.finish()).toBe('violated');
    const run = swarm.counterexample();
    if (run === null) throw new Error('no run');
    console.log(reportText(swarm.report()));
    expect(replayed(raftSubject, run)).toMatchObject(run.violation);
  });

  it('are the same for equal seeds, in slices or at once, and others for other seeds', () => {
    const walk = (seed: number, slice: number) => {
      const walks = { seed, walks: 300, steps: 30 };
      const swarm = explorer('2 elections, 1 write', { order: 'swarm', walks });
      while (swarm.run(slice) === 'searching') {}
      return swarm.report();
    };
    expect(walk(1, 7)).toEqual(walk(1, 1_000_000));
    expect(walk(2, 1000).generated).not.toBe(walk(1, 1000).generated);
  });

  it('never say that nothing is wrong', () => {
    const walks = { seed: 4, walks: 50, steps: 20 };
    const swarm = explorer('2 elections, 1 write', { order: 'swarm', walks });
    expect(swarm.finish()).toBe('walked');
    expect(swarm.counterexample()).toBeNull();
    const report = swarm.report();
    expect(report.walks).toEqual(walks);
    const text = reportText(report);
    expect(text).toContain('walked, up to 50 random walks of up to 20 steps, seed 4; other worlds');
    expect(text).not.toContain('exhausted');
  });

  it('stand on worlds of the scope only, and on most of them', () => {
    const all = explorer('2 elections, 1 write', {});
    all.finish();
    const walks = { seed: 1, walks: 4000, steps: 60 };
    const swarm = explorer('2 elections, 1 write', { order: 'swarm', walks });
    swarm.finish();
    console.log(`walks stood on ${swarm.distinct} of ${all.distinct} worlds`);
    expect(swarm.distinct).toBeGreaterThan(all.distinct / 2);
    expect(swarm.distinct).toBeLessThanOrEqual(all.distinct);
    const { reached } = swarm.report();
    expect(all.report().reached).toEqual(expect.arrayContaining([...reached]));
  });
});

it.each([['2 elections, 1 write'], ['2 elections, 1 crash'], ['3 elections'], ['a lost disk']])(
  'depth first finds as many worlds as breadth first: %s',
  (name) => {
    const [breadth, depth] = (['breadth', 'depth'] as const).map((order) => {
      const search = explorer(name, { order });
      expect(search.finish()).toBe('exhausted');
      return [search.distinct, search.generated];
    });
    console.log(`${name}: ${depth?.join(' distinct, ')} generated`);
    expect(depth).toEqual(breadth);
  },
);

it('depth first goes another way to a violation, which the simulator sees as well', () => {
  const [near, far] = (['breadth', 'depth'] as const).map((order) => {
    const search = explorer('3 elections', { order, mutant: 'R-07' });
    expect(search.finish()).toBe('violated');
    const run = search.counterexample();
    if (run === null) throw new Error('no run');
    expect(replayed(raftSubject, run)).toMatchObject(run.violation);
    return run.steps;
  });
  expect(far).toBeGreaterThan(near ?? 0);
});
