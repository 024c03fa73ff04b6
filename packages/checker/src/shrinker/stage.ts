import type { Shape, Subject } from '@menagerie/contract';
import { createSimulation, type Scenario, type Simulation } from '@menagerie/simulator';
import { fulfil, type Wish } from './wish.ts';

/** What came of a list of wishes: those that were possible, as they were fulfilled. */
export interface Played<S extends Shape> {
  readonly wishes: readonly Wish<S>[];
  readonly violated: boolean;
}

/** The world of a stage, to look at. */
export type StageWorld<S extends Shape> = Simulation<S>['world'];

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

  /** Runs played so far. */
  get replays(): number {
    return this.#replays;
  }

  /** Plays wishes one after the other, up to the violation or to the end. */
  play(config: S['config'], wishes: readonly Wish<S>[], sound = false): Played<S> {
    let next = 0;
    const inOrder = (): Wish<S> | null => {
      next += 1;
      return wishes[next - 1] ?? null;
    };
    return this.improvise(config, inOrder, sound);
  }

  /**
   * Plays wishes that are made up on the way. What is not possible is skipped.
   *
   * @param choose the next wish in the world as it is, after so many that were fulfilled; `null`
   *   to end
   * @param sound whether the protocol itself plays instead of the mutant
   */
  improvise(
    config: S['config'],
    choose: (world: StageWorld<S>, place: number) => Wish<S> | null,
    sound = false,
  ): Played<S> {
    this.#replays += 1;
    const wishes: Wish<S>[] = [];
    const simulation = this.#begin(config, sound ? null : this.#scenario.mutant);
    if (simulation === null) return { wishes, violated: false };
    const { world } = simulation;
    for (;;) {
      const wish = choose(world, wishes.length);
      if (wish === null) return { wishes, violated: false };
      const fulfilled = fulfil(world, wish);
      if (world.apply(fulfilled.decision) !== null) continue;
      wishes.push(fulfilled);
      if (this.#isViolated(simulation)) return { wishes, violated: true };
      if (world.failure !== null) return { wishes, violated: false };
    }
  }

  #isViolated({ violation, world }: Simulation<S>): boolean {
    return this.#property === NO_EXCEPTION ? world.failure !== null : violation !== null;
  }

  /** A world before any decision; `null` where the protocol refuses the configuration. */
  #begin(config: S['config'], mutant: string | null): Simulation<S> | null {
    // A list of one decision keeps the seed out; the world is driven from here.
    const decisions = [{ at: 0, decision: { type: 'resume', server: 0 } as const }];
    const run = { config, mutant, interventions: [], decisions };
    try {
      const scenario: Scenario<S> = { ...this.#scenario, ...run };
      const simulation = createSimulation(this.#subject, scenario, { stopAtViolation: false });
      return simulation.world.failure === null ? simulation : null;
    } catch (error) {
      if (error instanceof Error) return null;
      throw error;
    }
  }
}
