import { expect, it } from 'vitest';
import { CORES } from './helpers/ensemble.ts';
import { play, sizeFor } from './simulation/play.ts';
import { Tally } from './simulation/tally.ts';

const SEEDS = Number(process.env['SEEDS'] ?? 12);

it.each(CORES)(
  'whole servers on %s keep what they promise on a bad day',
  { timeout: 0 },
  async (core) => {
    const tally = new Tally();
    for (let seed = 1; seed <= SEEDS; seed += 1) {
      const played = await play({ core, servers: sizeFor(seed), seed });
      expect(played.judgement.faults, `seed ${seed}`).toEqual([]);
      tally.add(seed, played);
    }
    console.log(`${core}: ${tally.text()}`);
    expect(tally.answered).toBeGreaterThan(SEEDS * 50);
  },
);

it('plays the same with the same seed, to the byte', { timeout: 0 }, async () => {
  const [first, second, other] = [
    await play({ core: 'zab', servers: 3, seed: 2 }),
    await play({ core: 'zab', servers: 3, seed: 2 }),
    await play({ core: 'zab', servers: 3, seed: 4 }),
  ];
  const text = JSON.stringify(first.history);
  expect(JSON.stringify(second.history)).toBe(text);
  expect(second.ending).toEqual(first.ending);
  expect(second.endedAt).toBe(first.endedAt);
  expect(JSON.stringify(other.history)).not.toBe(text);
});
