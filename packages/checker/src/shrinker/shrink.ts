import type { Shape, Subject, Violation } from '@menagerie/contract';
import { createSimulation, type Scenario, type TimedDecision } from '@menagerie/simulator';
import { CheckerError } from '../errors.ts';
import { simplifyCommands } from './commands.ts';
import { simplifyConfig } from './configs.ts';
import { compareLengths, Hunt, type Length, lengthOf } from './hunt.ts';
import { createPick, type Pick } from './pick.ts';
import { reduce, reduceByKind, type Work } from './reduce.ts';
import { shorten } from './shorten.ts';
import { Stage } from './stage.ts';
import { tidy } from './tidy.ts';
import type { Wish } from './wish.ts';

/** How far to go, and who else may look. */
export interface ShrinkOptions<S extends Shape> {
  /** How many runs may be played at most. @default 100_000 */
  readonly maxReplays?: number;
  /**
   * Looks for a shorter run of its own, as an explorer can: given one that violates the property,
   * another, or `null`. What it gives is checked like everything else. @default none
   */
  readonly search?: ((scenario: Scenario<S>, property: string) => Scenario<S> | null) | null;
}

/** What the shrinker is at. */
export type ShrinkPhase = 'reducing' | 'simplifying' | 'shortening' | 'done';

/** How far a shrinker is. */
export interface ShrinkProgress {
  readonly phase: ShrinkPhase;
  /** Runs played so far. */
  readonly replays: number;
  readonly before: Length;
  readonly now: Length;
}

/** A scenario that says no more than is needed. */
export interface Shrunk<S extends Shape> extends ShrinkProgress {
  /** Nothing but decisions: it plays the same whatever becomes of seeds and plans. */
  readonly scenario: Scenario<S>;
  readonly violation: Violation;
}

/** So many wanderings in a row that led to nothing shorter end the looking for it. */
const WANDERINGS = 5000;

/** A run of so few decisions is taken apart before it is looked for others. */
const SHORT = 120;

/** Virtual milliseconds between two decisions of a shrunk scenario. */
const BEAT_MS = 10;

/**
 * Makes a failing run short. The same input gives the same output.
 *
 * @throws CheckerError `not-violated` where the scenario does not violate the property, or violates
 *   it only by how it ends: `Progress` and `eventually` properties are judged once a run has
 *   healed, and a list of decisions heals nothing
 */
export function shrink<S extends Shape>(
  subject: Subject<S>,
  scenario: Scenario<S>,
  property: string,
  options: ShrinkOptions<S> = {},
): Shrunk<S> {
  const shrinker = new Shrinker(subject, scenario, property, options);
  while (shrinker.advance(1000)) {}
  return shrinker.result();
}

/**
 * {@link shrink} in slices, for those who want to show progress or to stop: `advance`, look at
 * `progress`, and take `result` whenever it is good enough.
 */
export class Shrinker<S extends Shape> {
  readonly #subject: Subject<S>;
  readonly #scenario: Scenario<S>;
  readonly #property: string;
  readonly #maxReplays: number;
  readonly #search: NonNullable<ShrinkOptions<S>['search']> | null;
  readonly #hunt: Hunt<S>;
  readonly #before: Length;
  readonly #work: Work;
  readonly #pick: Pick = createPick();
  #phase: ShrinkPhase = 'simplifying';

  /** @throws CheckerError `not-violated` */
  constructor(
    subject: Subject<S>,
    scenario: Scenario<S>,
    property: string,
    options: ShrinkOptions<S> = {},
  ) {
    const { maxReplays = 100_000, search = null } = options;
    this.#subject = subject;
    this.#scenario = scenario;
    this.#property = property;
    this.#maxReplays = maxReplays;
    this.#search = search;
    const stage = new Stage(subject, scenario, property);
    const decided = recordWishes(subject, scenario, property);
    const { wishes, violated } = stage.play(scenario.config, decided);
    if (!violated) throw notViolated(property, 'the decisions of the run do not violate it');
    this.#before = lengthOf(wishes);
    const sound = scenario.mutant === null || stage.play(scenario.config, wishes, true).violated;
    this.#hunt = new Hunt(stage, { config: scenario.config, wishes }, !sound);
    this.#work = this.#all();
  }

  get progress(): ShrinkProgress {
    const { stage, length } = this.#hunt;
    return { phase: this.#phase, replays: stage.replays, before: this.#before, now: length };
  }

  /** Makes so many attempts more. @returns whether there is more to do */
  advance(attempts: number): boolean {
    for (let i = 0; i < attempts && this.#phase !== 'done'; i += 1) {
      const over = this.#hunt.stage.replays >= this.#maxReplays;
      if (over || this.#work.next().done === true) this.#phase = 'done';
    }
    return this.#phase !== 'done';
  }

  /** The shortest run so far. */
  result(): Shrunk<S> {
    const scenario = this.#toScenario();
    const violation = violationOf(this.#subject, scenario, this.#property);
    if (violation === null) throw notViolated(this.#property, 'the shrunk run does not violate it');
    return { ...this.progress, scenario, violation };
  }

  *#all(): Work {
    const hunt = this.#hunt;
    // What can be met by chance in a small cluster is met sooner than a long run is taken apart.
    yield* simplifyConfig(hunt, this.#subject);
    // Of a run that is short already, as an explorer's is, what it has too much goes first.
    if (hunt.best.wishes.length <= SHORT) yield* reduce(hunt);
    this.#askElsewhere();
    yield* shorten(hunt, this.#subject, this.#pick, WANDERINGS);
    let length: Length;
    do {
      length = hunt.length;
      this.#phase = 'simplifying';
      yield* simplifyConfig(hunt, this.#subject);
      yield* simplifyCommands(hunt, this.#subject);
      this.#phase = 'reducing';
      yield* reduceByKind(hunt);
      yield* reduce(hunt);
      yield* tidy(hunt, this.#subject);
      this.#phase = 'shortening';
      yield* shorten(hunt, this.#subject, this.#pick, WANDERINGS);
      this.#askElsewhere();
    } while (compareLengths(hunt.length, length) < 0);
    yield* tidy(hunt, this.#subject);
  }

  #askElsewhere(): void {
    const found = this.#search?.(this.#toScenario(), this.#property) ?? null;
    if (found === null || found.mutant !== this.#scenario.mutant) return;
    const wishes = found.decisions.map(({ decision }): Wish<S> => ({ decision, about: null }));
    this.#hunt.attempt(found.config, wishes);
  }

  #toScenario(): Scenario<S> {
    const { config, wishes } = this.#hunt.best;
    const decisions = wishes.map(
      ({ decision }, i): TimedDecision<S> => ({ at: (i + 1) * BEAT_MS, decision }),
    );
    const { mutant, protocol } = this.#scenario;
    const { events } = this.#hunt.length;
    const title = `${mutant ?? protocol} violates ${this.#property} in ${events} events`;
    return { ...this.#scenario, title, config, seed: 0, interventions: [], decisions };
  }
}

/** Plays a scenario of any kind to the violation, and notes each decision. */
function recordWishes<S extends Shape>(
  subject: Subject<S>,
  scenario: Scenario<S>,
  property: string,
): readonly Wish<S>[] {
  const properties = subject.properties.filter(({ name }) => name === property);
  const simulation = createSimulation({ ...subject, properties }, scenario);
  const wishes: Wish<S>[] = [];
  while (simulation.violation === null) {
    const decision = simulation.step();
    if (decision === null) break;
    wishes.push({ decision, about: null });
  }
  const found = simulation.violation?.property ?? 'none';
  if (found !== property) throw notViolated(property, `the run violates ${found}`);
  return wishes;
}

function violationOf<S extends Shape>(
  subject: Subject<S>,
  scenario: Scenario<S>,
  property: string,
): Violation | null {
  const properties = subject.properties.filter(({ name }) => name === property);
  const simulation = createSimulation({ ...subject, properties }, scenario);
  while (simulation.step() !== null) {}
  const { violation } = simulation;
  return violation?.property === property ? violation : null;
}

function notViolated(property: string, problem: string): CheckerError {
  return new CheckerError(
    'not-violated',
    `there is no violation of ${property} to shrink: ${problem}`,
    'Give a scenario that violates an always property, and the name of that property',
  );
}
