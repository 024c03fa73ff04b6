import { killZoo } from '@menagerie/checker';
import type { Exploration, Shape, Subject } from '@menagerie/contract';
import {
  paxosExploration,
  paxosLiveness,
  paxosSubject,
  synodExploration,
  synodSubject,
} from '@menagerie/paxos/testing';
import { Campaign, createSimulation, parseScenario, printScenario } from '@menagerie/simulator';
import { describe, expect, it } from 'vitest';

const live = new Map(paxosLiveness.map((mistake) => [mistake.id, mistake]));

function describeZoo<S extends Shape>(subject: Subject<S>, exploration: Exploration<S>): void {
  const unsafe = subject.mutants.filter(({ id }) => !live.has(id));
  const stuck = subject.mutants.filter(({ id }) => live.has(id));

  describe(`of ${subject.protocol.name}`, () => {
    it.each(unsafe.map((mutant) => [mutant.id, mutant] as const))(
      '%s is killed in its scope, and the simulator sees the same on the same path',
      (id, { breaks }) => {
        const [row] = killZoo(subject, exploration, [id]);
        const found = row?.killed ?? null;
        if (found === null) throw new Error(`${id} is alive in ${row?.scope?.name}`);
        expect(breaks).toContain(found.violation.property);
        const file = printScenario(found.scenario, subject);
        const simulation = createSimulation(subject, parseScenario(file, [subject]));
        while (simulation.step() !== null);
        expect(simulation.violation?.sentence).toBe(found.violation.sentence);
      },
    );

    it.each(stuck.map(({ id }) => id))('%s keeps a run from going on, and no more', (id) => {
      const { property = '', seenIn } = live.get(id) ?? {};
      expect(exploration.scopes.some(({ kills }) => kills.includes(id))).toBe(false);
      if (seenIn?.type !== 'seed') return;
      const { violation } = new Campaign(subject, { mutant: id }).run(seenIn.seed);
      expect(violation?.property).toBe(property);
    });
  });
}

describe('the zoo', () => {
  describeZoo(synodSubject, synodExploration);
  describeZoo(paxosSubject, paxosExploration);
});
