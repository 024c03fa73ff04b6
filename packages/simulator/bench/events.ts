import { raftSubject } from '@menagerie/raft/testing';
import { Campaign } from '@menagerie/simulator';

/** Events per second of a campaign over Raft on one core, all properties on: the median of five. */
const SEEDS = 60;
const ROUNDS = 5;

const rates: number[] = [];
for (let round = 0; round <= ROUNDS; round += 1) {
  const campaign = new Campaign(raftSubject, { runTwiceEvery: 0 });
  const began = process.hrtime.bigint();
  for (let seed = 0; seed < SEEDS; seed += 1) campaign.run(seed);
  const seconds = Number(process.hrtime.bigint() - began) / 1e9;
  const { steps } = campaign.summary();
  // The first round warms the engine up.
  if (round > 0) rates.push(steps / seconds);
  const rate = Math.round(steps / seconds).toLocaleString('en');
  console.log(`${round === 0 ? 'warm-up' : `round ${round}`}: ${steps} events, ${rate} a second`);
}
rates.sort((a, b) => a - b);
console.log(`median: ${Math.round(rates[ROUNDS >> 1] ?? 0).toLocaleString('en')} events a second`);
