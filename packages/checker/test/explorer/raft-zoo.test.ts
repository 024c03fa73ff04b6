import { killZoo } from '@menagerie/checker';
import { raftExploration, raftSubject } from '@menagerie/raft/testing';
import { createSimulation, parseScenario, printScenario } from '@menagerie/simulator';
import { describe, expect, it } from 'vitest';

const killed = new Set(raftExploration.scopes.flatMap(({ kills }) => kills));
const mutants = raftSubject.mutants.filter(({ id }) => killed.has(id));

describe.each(mutants.map(({ id, mistake }) => [id, mistake] as const))('%s: %s', (id) => {
  it('is killed in its scope, and the simulator sees the same on the same path', () => {
    const [row] = killZoo(raftSubject, raftExploration, [id]);
    const found = row?.killed ?? null;
    if (found === null) throw new Error(`${id} is alive in ${row?.scope?.name}`);
    const file = printScenario(found.scenario, raftSubject);
    const simulation = createSimulation(raftSubject, parseScenario(file, [raftSubject]));
    while (simulation.step() !== null);
    expect(simulation.violation?.property).toBe(found.violation.property);
    expect(simulation.violation?.sentence).toBe(found.violation.sentence);
  });
});
