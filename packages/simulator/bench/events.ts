import { raftSubject } from '@menagerie/raft/testing';
import { Campaign } from '@menagerie/simulator';
import { helpIfAsked } from '../../../scripts/help.ts';

helpIfAsked(`Usage: npm run bench

Events of a campaign over Raft in a second of one processor, all properties on: the median of five.
Processor time, since the machine may be busy with other things.
`);

const SEEDS = 60;
const ROUNDS = 5;

const rates: number[] = [];
for (let round = 0; round <= ROUNDS; round += 1) {
  const campaign = new Campaign(raftSubject, { runTwiceEvery: 0 });
  const began = process.cpuUsage();
  for (let seed = 0; seed < SEEDS; seed += 1) campaign.run(seed);
  const { user, system } = process.cpuUsage(began);
  const seconds = (user + system) / 1e6;
  const { steps } = campaign.summary();
  // The first round warms the engine up.
  if (round > 0) rates.push(steps / seconds);
  const rate = Math.round(steps / seconds).toLocaleString('en');
  console.log(`${round === 0 ? 'warm-up' : `round ${round}`}: ${steps} events, ${rate} a second`);
}
rates.sort((a, b) => a - b);
console.log(`median: ${Math.round(rates[ROUNDS >> 1] ?? 0).toLocaleString('en')} events a second`);
