import type { Property, Shape, Subject } from '@menagerie/contract';
import { paxosSubject, synodSubject } from '@menagerie/paxos/testing';
import { describe, expect, it } from 'vitest';
import { Campaign, createSimulation, type Scenario } from '../src/index.ts';
import { FOUND } from './helpers/mistakes.ts';
import { play } from './helpers/play.ts';

const SEEDS = FOUND.paxos.seeds;

/** The first property that a mistake is seen to break, seed by seed from 0 on. */
function firstBroken<S extends Shape>(subject: Subject<S>, mutant: string): string {
  const campaign = new Campaign(subject, { mutant, runTwiceEvery: 0 });
  for (let seed = 0; seed < SEEDS; seed += 1) {
    const { violation } = campaign.run(seed);
    if (violation !== null) return violation.property;
  }
  return `nothing in ${SEEDS} seeds`;
}

/** Whether a mistake is seen to break a property. */
function kills<S extends Shape>(
  subject: Subject<S>,
  mutant: string,
  { name, kind }: Property<S>,
): boolean {
  const campaign = new Campaign(subject, { mutant, runTwiceEvery: 0 });
  for (let seed = 0; seed < SEEDS; seed += 1) {
    const { violation, scenario } = campaign.run(seed);
    if (violation === null) continue;
    if (violation.property === name) return true;
    if (kind === 'eventually' && isBrokenInTheEnd(subject, scenario, name)) return true;
  }
  return false;
}

/** What does not hold at the end of a run is told after the lack of progress. */
function isBrokenInTheEnd<S extends Shape>(
  subject: Subject<S>,
  scenario: Scenario<S>,
  property: string,
): boolean {
  const simulation = createSimulation(subject, scenario);
  play(simulation);
  const properties = simulation.watch.moments(simulation.world);
  return properties.some(({ name, status }) => name === property && status === 'violated');
}

function describeSubject<S extends Shape>(subject: Subject<S>, found: readonly string[]): void {
  describe(`of ${subject.protocol.name}`, () => {
    it.each(found)('%s is found, and breaks what it is expected to break', (id) => {
      const { breaks } = subject.mutants.find((each) => each.id === id) ?? { breaks: [] };
      expect(breaks).toContain(firstBroken(subject, id));
    });

    // What needs more luck than random runs have the explorer violates.
    const checked = subject.properties.filter(
      ({ kind, killedBy }) => kind !== 'sometimes' && killedBy.some((id) => found.includes(id)),
    );
    it.each(checked.map((property) => ({ name: property.name, property })))(
      '$name is killed: a property that nothing kills is not checked',
      ({ property }) => {
        const killer = property.killedBy.find((mutant) => kills(subject, mutant, property));
        expect(property.killedBy).toContain(killer);
      },
    );
  });
}

describe('a known mistake or a property', () => {
  describeSubject(synodSubject, FOUND.synod.ids);
  describeSubject(paxosSubject, FOUND.paxos.ids);
});
