import type { CoreName } from '@menagerie/server';
import { describe, expect, it } from 'vitest';
import { CORES } from './helpers/ensemble.ts';
import { settled } from './helpers/machines.ts';

/** Whoever waits for the end of it waits longer than a leader may be missed for. */
const SILENCE_MS = 2000;
/** To find a first leader, and to see that nobody looks for another. */
const LONG_MS = 10 * SILENCE_MS;
const SEEDS = 10;

async function three(core: CoreName, seed: number) {
  const { timeline, network, leader, leaders } = await settled(core, seed, SILENCE_MS);
  const another = (ms: number): Promise<boolean> =>
    timeline.runUntil(() => leaders().some((machine) => machine !== leader), ms);
  return { network, leader, another };
}

describe.each(CORES)('servers on %s', (core) => {
  it('miss a leader whose process has ended before it was silent for long', async () => {
    for (let seed = 1; seed <= SEEDS; seed += 1) {
      const { leader, another } = await three(core, seed);
      leader.kill();
      expect(await another(SILENCE_MS / 2), `seed ${seed}`).toBe(true);
    }
  });

  it('wait for one that says nothing, for it may be there', async () => {
    const { leader, another } = await three(core, 1);
    leader.losePower();
    expect(await another(SILENCE_MS / 2)).toBe(false);
    expect(await another(LONG_MS)).toBe(true);
  });

  it('keep one whose connections are given up while it lives', async () => {
    for (let seed = 1; seed <= SEEDS; seed += 1) {
      const { network, another } = await three(core, seed);
      network.breakAll();
      expect(await another(LONG_MS), `seed ${seed}`).toBe(false);
    }
  });
});
