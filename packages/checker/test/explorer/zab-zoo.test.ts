import { Explorer, killZoo } from '@menagerie/checker';
import { createSimulation, parseScenario, printScenario } from '@menagerie/simulator';
import { zabExploration, zabSubject, zabUnexplored } from '@menagerie/zab/testing';
import { describe, expect, it } from 'vitest';

const { scopes } = zabExploration;
const { mutants } = zabSubject;
const unexplored = zabUnexplored.map(({ id }) => id);
const explored = mutants.filter(({ id }) => !unexplored.includes(id));

describe.each(explored.map((mutant) => [mutant.id, mutant.mistake, mutant] as const))(
  '%s: %s',
  (id, _mistake, { breaks }) => {
    it('is killed in its scope, by what it is said to break, and by the simulator on the same path', () => {
      const [row] = killZoo(zabSubject, zabExploration, [id]);
      const found = row?.killed ?? null;
      if (found === null) throw new Error(`${id} is alive in ${row?.scope?.name}`);
      expect(breaks).toContain(found.violation.property);
      const file = printScenario(found.scenario, zabSubject);
      const simulation = createSimulation(zabSubject, parseScenario(file, [zabSubject]));
      while (simulation.step() !== null);
      expect(simulation.violation?.property).toBe(found.violation.property);
      expect(simulation.violation?.sentence).toBe(found.violation.sentence);
    });
  },
);

it('has a scope for each mistake, or says how else it is found', () => {
  const killed = scopes.flatMap(({ kills }) => kills);
  expect([...killed, ...unexplored].toSorted()).toEqual(mutants.map(({ id }) => id));
});

it.each(scopes.filter(({ deep = false }) => !deep).map((scope) => [scope.name, scope] as const))(
  'exhausts, and finds nothing wrong with Zab itself: %s',
  (_name, scope) => {
    const explorer = new Explorer(zabSubject, zabExploration, scope);
    expect(explorer.finish()).toBe('exhausted');
  },
);
