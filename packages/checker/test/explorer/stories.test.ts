import type { Shape, Subject, Violation } from '@menagerie/contract';
import { createSimulation, type Scenario } from '@menagerie/simulator';
import { describe, expect, it } from 'vitest';
import { stories } from '../../cli/stories.ts';

interface Ending {
  readonly required: boolean;
  readonly violation: Violation | null;
}

function endingOf<S extends Shape>(subject: Subject<S>, scenario: Scenario<S>): Ending {
  const simulation = createSimulation(subject, scenario);
  while (simulation.step() !== null);
  return { required: simulation.outlook.required, violation: simulation.violation };
}

describe.each(stories.map((story) => [story.mutant, story] as const))(
  'the story of %s',
  (mutant, story) => {
    it('ends without progress, although those that healed suffice', () => {
      const { required, violation } = story.tell(endingOf);
      expect(required).toBe(true);
      expect(violation?.clause).toBe('no-write-succeeded');
      const { breaks } = story.tell((subject) => ({
        breaks: subject.mutants.find(({ id }) => id === mutant)?.breaks ?? [],
      }));
      expect(breaks).toContain(violation?.property);
    });

    it('ends well for the protocol without the mistake', () => {
      const { required, violation } = story.tell((subject, scenario) =>
        endingOf(subject, { ...scenario, mutant: null }),
      );
      expect(required).toBe(true);
      expect(violation).toBeNull();
    });
  },
);
