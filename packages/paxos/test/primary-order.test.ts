import { breaksPrimaryOrder, type PrimaryAct, primaryOrderStory } from '@menagerie/paxos/testing';
import { describe, expect, it } from 'vitest';
import { LogCluster } from './helpers/log-cluster.ts';

const { servers, first, before, after } = primaryOrderStory;

/** Plays the story. The first primary crashes after so many of its steps, or at the end of them. */
function play(crashAfter: number): { delivered: string[]; steps: number; violations: number } {
  const cluster = new LogCluster({ servers });
  const counted = cluster.server(first).steps;
  const stepsOf = () => cluster.server(first).steps - counted;
  cluster.afterStep = (id) => {
    if (id === first && stepsOf() === crashAfter) cluster.crash(first);
  };
  for (const act of before) if (cluster.server(first).state !== null) carryOut(cluster, act);
  const steps = stepsOf();
  cluster.afterStep = () => {};
  for (const act of after) carryOut(cluster, act);
  const delivered = cluster.applied(2);
  for (const { id } of cluster.servers) expect(cluster.applied(id)).toEqual(delivered);
  return { delivered, steps, violations: cluster.violations.length };
}

function carryOut(cluster: LogCluster, act: PrimaryAct): void {
  switch (act.type) {
    case 'connect':
      cluster.connect(...act.servers);
      return;
    case 'elect':
      if (cluster.leads(act.server)) cluster.heartbeat(act.server);
      else {
        cluster.fire(act.server, 'election');
        cluster.run();
      }
      return;
    case 'propose':
      cluster.propose(act.server, act.value);
      cluster.run();
      return;
    case 'crash':
      if (cluster.server(act.server).state !== null) cluster.crash(act.server);
      return;
    case 'recover':
      if (cluster.server(act.server).state === null) cluster.recover(act.server);
  }
}

describe('the run that breaks primary order', () => {
  const whole = play(Number.POSITIVE_INFINITY);

  it('delivers C, B, D: B without the A that its primary proposed before it', () => {
    expect(whole.delivered).toEqual(['C', 'B', 'D']);
    expect(breaksPrimaryOrder(whole.delivered)).toBe(true);
  });

  it('breaks nothing that Paxos promises', () => {
    expect(whole.violations).toBe(0);
  });

  it('is one of the outcomes of the crash of the first primary, after every one of its steps', () => {
    const outcomes = Array.from({ length: whole.steps }, (_, at) => {
      const { delivered, violations } = play(at + 1);
      expect(violations).toBe(0);
      return delivered.join(' ');
    });
    // With B on its disk the first primary leaves it to others, without A; before, it leaves
    // nothing that survives C.
    expect(new Set(outcomes)).toEqual(new Set(['C D', 'C B D']));
    const broken = outcomes.map((outcome) => breaksPrimaryOrder(outcome.split(' ')));
    const from = broken.indexOf(true);
    expect(from).toBeGreaterThan(0);
    expect(broken.slice(from).every(Boolean)).toBe(true);
  });
});
