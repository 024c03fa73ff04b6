import type { Shape, Subject } from '@menagerie/contract';
import { createSimulation, type Scenario, type Simulation } from '@menagerie/simulator';
import { fulfil, type Wish } from './wish.ts';

/** What came of a list of wishes: those that were possible, as they were fulfilled. */
export interface Played<S extends Shape> {
  readonly wishes: readonly Wish<S>[];
  readonly violated: boolean;
}

/** Name of the property that a core which throws violates. */
const NO_EXCEPTION = 'No Exception';

/**
 * Plays lists of wishes in a world of their own and watches one property. No seed and no plan has
 * a say here: were decisions drawn anew, leaving one out would change all that follow (zoo K-09).
 */
export class Stage<S extends Shape> {
  readonly #subject: Subject<S>;
  readonly #scenario: Scenario<S>;
  readonly #property: string;
  #replays = 0;

  constructor(subject: Subject<S>, scenario: Scenario<S>, property: string) {
    const properties = subject.properties.filter(({ name }) => name === property);
    this.#subject = { ...subject, properties };
    this.#scenario = scenario;
    this.#property = property;
  }

  /** Lists played so far. */
  get replays(): number {
    return this.#replays;
  }

  /**
   * Plays up to the violation, or to the end.
   *
   * @param before called ahead of each wish that is possible
   */
  play(
    config: S['config'],
    wishes: readonly Wish<S>[],
    mutant: string | null = this.#scenario.mutant,
    before: ((world: Simulation<S>['world'], place: number) => void) | null = null,
  ): Played<S> {
    this.#replays += 1;
    const simulation = this.#begin(config, mutant);
    if (simulation === null) return { wishes: [], violated: false };
    const { world } = simulation;
    const played: Wish<S>[] = [];
    for (const wish of wishes) {
      const fulfilled = fulfil(world, wish);
      if (world.refusal(fulfilled.decision) !== null) continue;
      before?.(world, played.length);
      world.apply(fulfilled.decision);
      played.push(fulfilled);
      if (this.#isViolated(simulation)) return { wishes: played, violated: true };
      if (world.failure !== null) break;
    }
    return { wishes: played, violated: false };
  }

  #isViolated({ violation, world }: Simulation<S>): boolean {
    return this.#property === NO_EXCEPTION ? world.failure !== null : violation !== null;
  }

  /** A world before any decision; `null` where the protocol refuses the configuration. */
  #begin(config: S['config'], mutant: string | null): Simulation<S> | null {
    // A list of one decision keeps the seed out; the world is driven from here.
    const decisions = [{ at: 0, decision: { type: 'resume', server: 0 } as const }];
    const scenario: Scenario<S> = { ...this.#scenario, config, mutant, interventions: [], decisions };
    try {
      const simulation = createSimulation(this.#subject, scenario, { stopAtViolation: false });
      return simulation.world.failure === null ? simulation : null;
    } catch (error) {
      if (error instanceof Error) return null;
      throw error;
    }
  }
}
