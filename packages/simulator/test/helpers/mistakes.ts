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

/** Known mistakes that random runs find within so many seeds, from 0 on. The page names them too. */
export const FOUND = {
  raft: { seeds: 1000, ids: foundMistakes.map(([, id]) => id) },
  synod: {
    seeds: 700,
    ids: idsIn('P-02 P-03 P-04 P-06 P-07 P-08 P-10 P-13 P-14 P-24 P-28 P-29 P-31 P-32 P-33 P-35'),
  },
  paxos: {
    seeds: 1000,
    ids: idsIn(
      'P-16 P-17 P-18 P-20 P-21 P-22 P-23 P-42 P-43 P-44 P-45 P-46',
      'P-47 P-49 P-50 P-51 P-52 P-53 P-54 P-55 P-56 P-59 P-61',
    ),
  },
  zab: {
    seeds: 600,
    ids: idsIn(
      'Z-01 Z-03 Z-04 Z-06 Z-08 Z-10 Z-11 Z-13 Z-14 Z-17 Z-18 Z-19 Z-20 Z-21 Z-23 Z-25 Z-26',
      'Z-27 Z-28 Z-29 Z-30 Z-32 Z-34 Z-35 Z-36 Z-37',
    ),
  },
} as const;

function idsIn(...lines: readonly string[]): string[] {
  return lines.flatMap((line) => line.split(' '));
}

/** A run in which a mistake shows. */
export interface Finding {
  readonly scenario: Scenario<RaftShape>;
  readonly violation: Violation;
  /** The step at which it shows. */
  readonly step: number;
}

/** Seeds from 0 on, until the mistake breaks a property that it is expected to break. */
export function findMistake(id: string, seeds: number = FOUND.raft.seeds): Finding {
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
