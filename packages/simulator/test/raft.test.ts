import { raftSubject } from '@menagerie/raft/testing';
import { describe, expect, it } from 'vitest';
import { Campaign, createRecording, createSimulation, drawScenario } from '../src/index.ts';
import { play } from './helpers/play.ts';

// A busy machine may be ten times slower than an idle one.
describe('Raft in the simulator', () => {
  it('holds every property, goes on after healing, and runs the same twice', () => {
    const campaign = new Campaign(raftSubject, { runTwiceEvery: 4 });
    for (let seed = 0; seed < 20; seed += 1) {
      const { violation } = campaign.run(seed);
      expect([seed, violation?.sentence]).toEqual([seed, undefined]);
    }
    const { reached, healed } = campaign.summary();
    expect(healed).toBeGreaterThan(15);
    expect(reached).toContain('A Write Is Answered');
    expect(reached).toContain('Entries Are Overwritten');
  });

  it('is found out where a follower acknowledges what is not durable', () => {
    const campaign = new Campaign(raftSubject, { mutant: 'R-05' });
    const found = Array.from({ length: 20 }, (_, seed) => campaign.run(seed).violation?.property);
    expect(found).toContain('Committed On Quorum');
  });

  it('replays by its decisions', () => {
    for (const seed of [1, 2, 3]) {
      const scenario = drawScenario(raftSubject, seed);
      const first = createSimulation(raftSubject, scenario);
      const decisions = play(first);
      const replay = createSimulation(raftSubject, { ...scenario, decisions });
      play(replay);
      expect(replay.hash()).toBe(first.hash());
      expect(replay.steps).toBe(first.steps);
    }
  });

  it('can be seen at any moment of ten thousand steps', () => {
    const scenario = drawScenario(raftSubject, 12);
    const plan = { ...scenario.plan, faultyMs: 60_000 };
    const recording = createRecording(raftSubject, { ...scenario, plan });
    recording.extend({ steps: 10_000 });
    expect(recording.steps).toBe(10_000);
    const simulation = createSimulation(raftSubject, recording.scenario);
    play(simulation, 7777);
    expect(recording.momentAt(7777).hash).toBe(simulation.hash());
    play(simulation);
    const last = recording.momentAt(10_000);
    expect(recording.momentAt(7777).step).toBe(7777);
    expect(recording.momentAt(10_000)).toEqual(last);
  });
});
