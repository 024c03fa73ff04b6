import type { Subject } from '@menagerie/contract';
import { raftSubject } from '@menagerie/raft/testing';
import {
  createSimulation,
  parseScenario,
  printScenario,
  type Scenario,
  scenarioFromLink,
  scenarioToLink,
} from '@menagerie/simulator';
import { describe, expect, it } from 'vitest';
import { findMistake, foundMistakes } from '../../../simulator/test/helpers/mistakes.ts';
import { type Length, shrink } from '../../src/index.ts';

type RaftShape = typeof raftSubject extends Subject<infer S> ? S : never;

/** More finds little more: the lengths are printed. */
const MAX_REPLAYS = 3000;

/** Whether a scenario breaks a property, whatever else it breaks first. */
function breaks(scenario: Scenario<RaftShape>, property: string): boolean {
  const properties = raftSubject.properties.filter(({ name }) => name === property);
  const simulation = createSimulation({ ...raftSubject, properties }, scenario);
  while (simulation.step() !== null) {}
  return simulation.violation?.property === property;
}

const lengths: Length[] = [];

describe.each(foundMistakes)('a run with a mistake in %s, %s', (_part, id) => {
  it('is shrunk to one that breaks the same property from its file and from its link', () => {
    const { scenario, violation } = findMistake(id);
    const { property } = violation;
    const shrunk = shrink(raftSubject, scenario, property, { maxReplays: MAX_REPLAYS });
    const { before, now } = shrunk;
    console.log(
      `${id} ${property}: ${now.events} events of ${before.events}, ` +
        `${now.decisions} decisions of ${before.decisions}`,
    );
    lengths.push(now);
    expect(shrunk.scenario.decisions).toHaveLength(now.decisions);
    const file = printScenario(shrunk.scenario, raftSubject);
    const link = scenarioToLink('http://localhost/lab/', shrunk.scenario, raftSubject);
    for (const again of [
      parseScenario(file, [raftSubject]),
      scenarioFromLink(link, [raftSubject]),
    ]) {
      expect(breaks(again, property)).toBe(true);
      // The mistake is to blame, not the schedule: the sound protocol lives through it.
      expect(breaks({ ...again, mutant: null }, property)).toBe(false);
    }
  });
});

describe('the shrunk runs of all of them', () => {
  it('have at most 15 events in the median', () => {
    expect(lengths).toHaveLength(foundMistakes.length);
    const median = (of: (length: Length) => number): number =>
      lengths.map(of).sort((a, b) => a - b)[lengths.length >> 1] ?? 0;
    console.log(
      `median: ${median(({ events }) => events)} events, ` +
        `${median(({ decisions }) => decisions)} decisions`,
    );
    expect(median(({ events }) => events)).toBeLessThanOrEqual(15);
  });
});
