import { expect, it } from 'vitest';
import { CORES } from './helpers/ensemble.ts';
import { play, sizeFor } from './simulation/play.ts';
import { Tally } from './simulation/tally.ts';

const FIRST = 2_000_000;
const SEEDS = 40;

it.each(CORES)(
  `whole servers on %s keep what they promise on ${SEEDS} bad days on which members come and go`,
  { timeout: 0 },
  async (core) => {
    const tally = new Tally();
    for (let seed = FIRST; seed < FIRST + SEEDS; seed += 1) {
      const played = await play({ core, servers: sizeFor(seed), seed, reconfigure: true });
      expect(played.judgement.faults, `seed ${seed}`).toEqual([]);
      tally.add(seed, played);
    }
    console.log(`${core}: ${tally.text()}`);
    // Otherwise nobody came or went.
    expect(tally.of('reconfig-done')).toBeGreaterThan(SEEDS / 2);
  },
);
