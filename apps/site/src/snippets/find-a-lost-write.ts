import { defaultRaftConfig as config, raftSubject } from '@menagerie/raft/testing';
import { createSimulation, drawPlan } from '@menagerie/simulator';

// R-07 is Raft with one rule replaced: whoever has the longest log may win.
const empty = { title: 'A storm', interventions: [], decisions: [] };
const raft = { format: 'menagerie-scenario/1', protocol: 'raft', mutant: 'R-07', config } as const;

for (let seed = 1, lost = false; !lost && seed < 1000; seed += 1) {
  const run = createSimulation(raftSubject, { ...raft, ...empty, seed, plan: drawPlan(seed) });
  while (run.step() !== null);
  lost = run.violation !== null;
  if (lost) console.log(`Seed ${seed}, step ${run.steps}: ${run.violation?.sentence}`);
}
