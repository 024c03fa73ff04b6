import type { Shape, Subject } from '@menagerie/contract';
import { paxosSubject, synodSubject } from '@menagerie/paxos/testing';
import { describe, expect, it } from 'vitest';
import { Campaign, type CampaignSummary } from '../src/index.ts';

const SEEDS = 150;

function run<S extends Shape>(subject: Subject<S>): CampaignSummary {
  const campaign = new Campaign(subject, { runTwiceEvery: 8 });
  for (let seed = 0; seed < SEEDS; seed += 1) {
    const { violation } = campaign.run(seed);
    expect([seed, violation?.sentence]).toEqual([seed, undefined]);
  }
  return campaign.summary();
}

describe('random runs with all faults', () => {
  it('of Multi-Paxos hold every property, go on after healing, and reach what they should', () => {
    const { healed, unreached } = run(paxosSubject);
    expect(healed).toBeGreaterThan(SEEDS * 0.8);
    expect(unreached).toEqual([]);
  });

  it('of the Synod hold every property, go on after healing, and reach what they should', () => {
    const { healed, unreached } = run(synodSubject);
    expect(healed).toBeGreaterThan(SEEDS * 0.8);
    expect(unreached).toEqual([]);
  });
});
