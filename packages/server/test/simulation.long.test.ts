import { expect, it } from 'vitest';
import { CORES } from './helpers/ensemble.ts';
import { play, sizeFor } from './simulation/play.ts';
import { Tally } from './simulation/tally.ts';

const FIRST = 1_000_000;
const SEEDS = 100;

it.each(CORES)(
  `whole servers on %s keep what they promise on ${SEEDS} bad days`,
  { timeout: 0 },
  async (core) => {
    const tally = new Tally();
    for (let seed = FIRST; seed < FIRST + SEEDS; seed += 1) {
      const played = await play({ core, servers: sizeFor(seed), seed });
      expect(played.judgement.faults, `seed ${seed}`).toEqual([]);
      tally.add(seed, played);
    }
    console.log(`${core}: ${tally.text()}`);
    // A search that met its bound says nothing; the other promises were judged all the same.
    expect(tally.undecided.length).toBeLessThan(SEEDS / 10);
    // Otherwise the half of what is judged never happened.
    const needed = ['expired', 'heard', 'moved', 'full-disk', 'kill', 'lose-power', 'pause'];
    expect(needed.filter((name) => tally.of(name) === 0)).toEqual([]);
  },
);
