// A run is its seed: messages, crashes and clocks are drawn from it, so a failure can be had again.
import { raftSubject } from '@menagerie/raft/testing';
import { createSimulation, drawScenario } from '@menagerie/simulator';

/** Runs until something is violated, or to the end. */
function played(seed: number) {
  // Raft with one rule replaced: a follower acknowledges entries before they are on its disk.
  const scenario = { ...drawScenario(raftSubject, seed), mutant: 'R-05' };
  const run = createSimulation(raftSubject, scenario);
  while (run.step() !== null);
  return run;
}

let seed = 1;
while (played(seed).violation === null) seed += 1;

const [first, again] = [played(seed), played(seed)];
console.log(`seed ${seed}, step ${first.steps}: ${first.violation?.sentence}`);
console.log('again, step', again.steps, again.violation?.sentence === first.violation?.sentence);
