import type { Exploration, Shape, Subject } from '@menagerie/contract';
import {
  paxosExploration,
  paxosLiveness,
  paxosSubject,
  synodExploration,
  synodSubject,
} from '@menagerie/paxos/testing';
import { Campaign } from '@menagerie/simulator';
import { describe, expect, it } from 'vitest';
import { expectKilled } from './helpers/killed.ts';

const live = new Map(paxosLiveness.map((mistake) => [mistake.id, mistake]));

function describeZoo<S extends Shape>(subject: Subject<S>, exploration: Exploration<S>): void {
  const unsafe = subject.mutants.filter(({ id }) => !live.has(id));
  const stuck = subject.mutants.filter(({ id }) => live.has(id));

  describe(`of ${subject.protocol.name}`, () => {
    it.each(unsafe.map((mutant) => [mutant.id, mutant] as const))(
      '%s is killed in its scope, by what it is said to break, as the simulator and the table have it',
      (_id, mutant) => expectKilled(subject, exploration, mutant),
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
