import { raftSubject, safetyProperties } from '@menagerie/raft/testing';
import { describe, expect, it } from 'vitest';
import { Campaign, createSimulation, scenarioFromLink, scenarioToLink } from '../src/index.ts';
import { findMistake, foundMistakes } from './helpers/mistakes.ts';
import { play } from './helpers/play.ts';

describe.each(foundMistakes)('a mistake in %s, %s', (_part, id) => {
  it('is found, and its link plays the same run to the same violation', () => {
    const { scenario, violation, step } = findMistake(id);
    const link = scenarioToLink('http://localhost/lab/', scenario, raftSubject);
    const again = createSimulation(raftSubject, scenarioFromLink(link, [raftSubject]));
    play(again);
    expect(again.violation).toEqual(violation);
    expect(again.steps).toBe(step);
  });

  it('is no mistake of the run: the sound protocol lives through it', () => {
    const { scenario } = findMistake(id);
    const sound = createSimulation(raftSubject, { ...scenario, mutant: null });
    play(sound);
    expect(sound.violation).toBeNull();
  });
});

describe('a property that nothing kills is not checked', () => {
  it.each(safetyProperties.map(({ name, killedBy }) => ({ name, killedBy })))(
    '$name is killed',
    ({ name, killedBy }) => {
      const killer = killedBy.find((mutant) => {
        const campaign = new Campaign(raftSubject, { mutant, runTwiceEvery: 0 });
        for (let seed = 0; seed < 600; seed += 1) {
          if (campaign.run(seed).violation?.property === name) return true;
        }
        return false;
      });
      expect(killedBy).toContain(killer);
    },
  );
});
