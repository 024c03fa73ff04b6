import type { Violation } from '@menagerie/contract';
import type { RaftShape } from '@menagerie/raft';
import { raftSubject } from '@menagerie/raft/testing';
import { Campaign, drawScenario, type Scenario } from '../../src/index.ts';

/** Known mistakes in every part of Raft that random runs find within a few hundred seeds. */
export const foundMistakes: readonly (readonly [part: string, id: string])[] = [
  ['elections', 'R-07'],
  ['elections', 'R-08'],
  ['elections', 'R-16'],
  ['commitment', 'R-02'],
  ['commitment', 'R-46'],
  ['membership', 'R-18'],
  ['membership', 'R-19'],
  ['membership', 'R-24'],
  ['snapshots', 'R-48'],
  ['snapshots', 'R-49'],
  ['reads', 'R-28'],
  ['reads', 'R-29'],
  ['durability', 'R-05'],
  ['durability', 'R-06'],
];

/** A run in which a mistake shows. */
export interface Finding {
  readonly scenario: Scenario<RaftShape>;
  readonly violation: Violation;
  /** The step at which it shows. */
  readonly step: number;
}

/** Seeds from 0 on, until the mistake breaks a property that it is expected to break. */
export function findMistake(id: string, seeds = 1000): Finding {
  const campaign = new Campaign(raftSubject, { mutant: id, runTwiceEvery: 0 });
  const breaks = raftSubject.mutants.find((each) => each.id === id)?.breaks ?? [];
  for (let seed = 0; seed < seeds; seed += 1) {
    const { violation, steps } = campaign.run(seed);
    if (violation !== null && breaks.includes(violation.property)) {
      const scenario = drawScenario(raftSubject, seed, { mutant: id });
      return { scenario, violation, step: steps };
    }
  }
  throw new Error(`${id} survived ${seeds} seeds`);
}
