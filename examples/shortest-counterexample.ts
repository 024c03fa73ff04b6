// The explorer looks at every run of a small world, breadth first: so it finds the shortest way to a
// mistake, and gives it as a scenario that the simulator and the lab can play.
import { Explorer } from '@menagerie/checker';
import { raftExploration, raftSubject } from '@menagerie/raft/testing';
import { createSimulation } from '@menagerie/simulator';

// Raft with one rule replaced: a vote is not written to the disk.
const mutant = 'R-03';
const scope = raftExploration.scopes.find(({ kills }) => kills.includes(mutant));
if (scope === undefined) throw new Error(`no scope finds ${mutant}`);

const explorer = new Explorer(raftSubject, raftExploration, scope, { mutant });
while (explorer.run(1000) === 'searching');
const found = explorer.counterexample();
if (found === null) throw new Error(`${mutant} breaks nothing`);

console.log(found.violation.sentence);
console.log('after', found.steps, 'steps:');
console.log(found.scenario.decisions.map(({ decision }) => decision.type).join(' '));

const replayed = createSimulation(raftSubject, found.scenario);
while (replayed.step() !== null);
console.log('played again:', replayed.violation?.sentence);
