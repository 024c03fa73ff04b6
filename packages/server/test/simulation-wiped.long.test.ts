import { expect, it } from 'vitest';
import { CORES } from './helpers/ensemble.ts';
import { play, sizeFor } from './simulation/play.ts';
import { Tally } from './simulation/tally.ts';

const FIRST = 3_000_000;
const SEEDS = 40;

it.each(CORES)(
  `whole servers on %s keep what they promise on ${SEEDS} bad days on which they lose their disks`,
  { timeout: 0 },
  async (core) => {
    const tally = new Tally();
    for (let seed = FIRST; seed < FIRST + SEEDS; seed += 1) {
      const played = await play({ core, servers: sizeFor(seed), seed, wipe: true });
      expect(played.judgement.faults, `seed ${seed}`).toEqual([]);
      tally.add(seed, played);
    }
    console.log(`${core}: ${tally.text()}`);
    // Otherwise hardly any disk was lost.
    expect(tally.of('wipe')).toBeGreaterThan(SEEDS);
  },
);
