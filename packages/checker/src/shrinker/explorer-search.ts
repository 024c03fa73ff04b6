import type { Exploration, Property, Scope, Shape, Subject } from '@menagerie/contract';
import type { Scenario } from '@menagerie/simulator';
import { ExplorerError } from '../explorer/errors.ts';
import { type BreakingRun, Explorer } from '../explorer/explore.ts';
import { lengthOf } from './hunt.ts';
import { noteRun, scopeOf } from './run-as-scope.ts';
import type { ShrinkOptions } from './shrink.ts';

/** Worlds between two looks at the depth. */
const SLICE = 2000;

/** From which parts of a run's events on it is looked for a shorter end. */
const CUTS = [0, 1 / 8, 1 / 4, 3 / 8, 1 / 2, 5 / 8, 3 / 4, 7 / 8];

/** How far an explorer looks that helps a shrinker. */
export interface ExplorerSearchOptions {
  /** Worlds of one scope; a call explores at most sixteen. @default 100_000 */
  readonly maxWorlds?: number;
}

/**
 * A `search` for a shrinker: makes scopes of the run that is to be shrunk, and explores them breadth
 * first for a way to the same violation that takes fewer events. First from the initial state, which
 * finds the shortest way of all if it is within the bound; then from later and later in the run,
 * which finds the shortest end. The same run gives the same answer.
 */
export function explorerSearch<S extends Shape>(
  subject: Subject<S>,
  exploration: Exploration<S>,
  { maxWorlds = 100_000 }: ExplorerSearchOptions = {},
): NonNullable<ShrinkOptions<S>['search']> {
  return (scenario, property) => {
    const properties = subject.properties.filter(({ name }) => name === property);
    const noted = noteRun(subject, scenario, property);
    const events = noted.filter(({ counts }) => counts).length;
    const places = noted.flatMap(({ counts }, i) => (counts ? [i] : []));
    for (const cut of CUTS) {
      const from = places[Math.floor(cut * events)] ?? 0;
      for (const persistence of ['atomic', 'asynchronous'] as const) {
        const scope = scopeOf(exploration, scenario, noted, from, persistence);
        // Every step of a way is an event at least, but for syncs.
        const rest = noted.slice(from);
        const most = rest.filter(
          ({ counts, steps }) => counts || (persistence === 'asynchronous' && steps.length > 0),
        ).length;
        const bounds = { mutant: scenario.mutant, properties, maxWorlds, most };
        const found = nearest(subject, exploration, scope, bounds);
        if (found?.violation.property === property && eventsOf(found.scenario) < events) {
          return found.scenario;
        }
      }
    }
    return null;
  };
}

/** What an explorer finds within its bounds; `null` also where no explorer can hold the scope. */
function nearest<S extends Shape>(
  subject: Subject<S>,
  exploration: Exploration<S>,
  scope: Scope<S>,
  bounds: {
    readonly mutant: string | null;
    readonly properties: readonly Property<S>[];
    readonly maxWorlds: number;
    /** Steps that a way may have. */
    readonly most: number;
  },
): BreakingRun<S> | null {
  const { mutant, properties, maxWorlds, most } = bounds;
  try {
    const options = { mutant, properties, maxStates: maxWorlds };
    const explorer = new Explorer(subject, exploration, scope, options);
    while (explorer.run(SLICE) === 'searching' && (explorer.depth ?? 0) < most) {}
    return explorer.counterexample();
  } catch (error) {
    if (error instanceof ExplorerError) return null;
    throw error;
  }
}

function eventsOf<S extends Shape>({ decisions }: Scenario<S>): number {
  return lengthOf(decisions.map(({ decision }) => ({ decision, about: null }))).events;
}
