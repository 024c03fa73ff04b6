import type { Exploration, Mutant, Scope, Shape, Subject } from '@menagerie/contract';
import { type BreakingRun, Explorer } from './explore.ts';

/** Worlds after which a mutant counts as alive in a scope that should kill it. */
const MOST_WORLDS = 20_000_000;

/** What became of a mutant. */
export interface ZooRow<S extends Shape> {
  readonly mutant: Mutant<S>;
  /** The scope that is said to kill it; `null` where none is. */
  readonly scope: Scope<S> | null;
  /** `null` where it is alive. */
  readonly killed: BreakingRun<S> | null;
  readonly distinct: number;
  readonly generated: number;
}

/**
 * Explores, for every mutant of a protocol, the first scope that is said to kill it, breadth
 * first. One row at a time: whoever asks for the next may measure, print, or stop.
 */
export function* killZoo<S extends Shape>(
  subject: Subject<S>,
  exploration: Exploration<S>,
  ids: readonly string[] = subject.mutants.map(({ id }) => id),
): Generator<ZooRow<S>, void> {
  for (const mutant of subject.mutants) {
    if (!ids.includes(mutant.id)) continue;
    const scope = exploration.scopes.find(({ kills }) => kills.includes(mutant.id)) ?? null;
    if (scope === null) {
      yield { mutant, scope, killed: null, distinct: 0, generated: 0 };
      continue;
    }
    const options = { mutant: mutant.id, maxStates: MOST_WORLDS };
    const explorer = new Explorer(subject, exploration, scope, options);
    explorer.finish();
    const { distinct, generated } = explorer;
    yield { mutant, scope, killed: explorer.counterexample(), distinct, generated };
  }
}
