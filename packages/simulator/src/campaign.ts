import type { Shape, Subject, Violation } from '@menagerie/contract';
import { Coverage, type CoverageRow, CoverageTable } from './coverage.ts';
import { createDraw, Purpose } from './draw.ts';
import { SimulatorError } from './errors.ts';
import { drawPlan } from './plan.ts';
import type { Scenario } from './scenario.ts';
import { createSimulation } from './simulation.ts';

export interface CampaignOptions {
  /** Id of the mutant to run in place of the protocol. @default null */
  readonly mutant?: string | null;
  /** Fewest members that a configuration begins with. @default 3 */
  readonly membersMin?: number;
  /** Most members that a configuration begins with. @default 5 */
  readonly membersMax?: number;
  /** Most servers that are no members at first. @default 2 */
  readonly sparesMax?: number;
  /** Every how manyth seed is run twice to see that both runs are the same; 0 for none but failures. @default 16 */
  readonly runTwiceEvery?: number;
  /** Whether the coverage matrix is counted. A run takes a good third longer with it. @default false */
  readonly coverage?: boolean;
}

/** What one seed gave. */
export interface SeedReport<S extends Shape> {
  readonly scenario: Scenario<S>;
  readonly steps: number;
  /** Virtual milliseconds. */
  readonly ms: number;
  /** Of the world at the end. */
  readonly hash: string;
  readonly violation: Violation | null;
  /** Whether the run healed, so that progress was required of it. */
  readonly healed: boolean;
}

/** What all seeds gave together. */
export interface CampaignSummary {
  readonly seeds: number;
  /** Seeds that were run a second time. */
  readonly runTwice: number;
  readonly steps: number;
  /** Virtual milliseconds. */
  readonly ms: number;
  /** Runs that healed, so that progress was required of them. */
  readonly healed: number;
  readonly violations: number;
  /** `sometimes` properties that some run reached. */
  readonly reached: readonly string[];
  /** `sometimes` properties that no run reached: what they guard was never tried. */
  readonly unreached: readonly string[];
  /** Empty unless asked for. */
  readonly coverage: readonly CoverageRow[];
}

/**
 * The scenario of a seed: configuration, plan and everything else is drawn from it.
 *
 * @param seed 0 to 2^32 - 1
 */
export function drawScenario<S extends Shape>(
  subject: Subject<S>,
  seed: number,
  options: CampaignOptions = {},
): Scenario<S> {
  const { mutant = null, membersMin = 3, membersMax = 5, sparesMax = 2 } = options;
  const draw = createDraw(seed, Purpose.config, 0);
  const members = membersMin + draw('members', membersMax - membersMin + 1);
  const spares = draw('spares', sparesMax + 1);
  const { name } = subject.protocol;
  return {
    format: 'menagerie-scenario/1',
    protocol: name,
    mutant,
    title: `${mutant ?? name}, seed ${seed}`,
    config: subject.drawConfig(draw, members, spares),
    seed,
    plan: drawPlan(seed),
    interventions: [],
    decisions: [],
  };
}

/** Runs of many seeds, one after the other. */
export class Campaign<S extends Shape> {
  readonly #subject: Subject<S>;
  readonly #options: CampaignOptions;
  readonly #coverage: Coverage<S> | null;
  readonly #reached: Set<string> = new Set();
  #seeds = 0;
  #runTwice = 0;
  #steps = 0;
  #ms = 0;
  #healed = 0;
  #violations = 0;

  constructor(subject: Subject<S>, options: CampaignOptions = {}) {
    this.#subject = subject;
    this.#options = options;
    this.#coverage = options.coverage === true ? new Coverage(subject) : null;
  }

  /**
   * Runs the scenario of a seed to its end or to the first violation.
   *
   * @throws SimulatorError `not-deterministic` where a second run differs from the first
   */
  run(seed: number): SeedReport<S> {
    const scenario = drawScenario(this.#subject, seed, this.#options);
    const report = this.#run(scenario, this.#coverage);
    this.#seeds += 1;
    this.#steps += report.steps;
    this.#ms += report.ms;
    if (report.healed) this.#healed += 1;
    if (report.violation !== null) this.#violations += 1;
    for (const name of report.reached) this.#reached.add(name);
    const { runTwiceEvery = 16 } = this.#options;
    const sampled = runTwiceEvery > 0 && seed % runTwiceEvery === 0;
    if (sampled || report.violation !== null) {
      this.#runTwice += 1;
      checkEqual(report, this.#run(scenario, null), seed);
    }
    return report;
  }

  summary(): CampaignSummary {
    const sometimes = this.#subject.properties.filter(({ kind }) => kind === 'sometimes');
    const names = sometimes.map(({ name }) => name);
    return {
      seeds: this.#seeds,
      runTwice: this.#runTwice,
      steps: this.#steps,
      ms: this.#ms,
      healed: this.#healed,
      violations: this.#violations,
      reached: names.filter((name) => this.#reached.has(name)),
      unreached: names.filter((name) => !this.#reached.has(name)),
      coverage: this.#coverage?.rows() ?? [],
    };
  }

  #run(scenario: Scenario<S>, coverage: Coverage<S> | null): Run<S> {
    const simulation = createSimulation(this.#subject, scenario);
    if (coverage !== null) {
      coverage.begin(simulation.world);
      simulation.observer = (happening) => coverage.observe(happening);
    }
    for (;;) {
      const decision = simulation.step();
      if (decision === null) break;
      coverage?.count(decision, simulation.world);
    }
    return {
      scenario,
      steps: simulation.steps,
      ms: simulation.at,
      hash: simulation.hash(),
      trail: simulation.trail,
      violation: simulation.violation,
      healed: simulation.outlook.required,
      reached: simulation.reached(),
    };
  }
}

/** Adds up the summaries of campaigns over the same subject that ran side by side. */
export function mergeSummaries(summaries: readonly CampaignSummary[]): CampaignSummary {
  const sum = (of: (summary: CampaignSummary) => number): number =>
    summaries.reduce((total, summary) => total + of(summary), 0);
  const reached = new Set(summaries.flatMap((summary) => summary.reached));
  const names =
    summaries[0] === undefined ? [] : [...summaries[0].reached, ...summaries[0].unreached];
  const coverage = new CoverageTable();
  for (const summary of summaries) coverage.add(summary.coverage);
  return {
    seeds: sum(({ seeds }) => seeds),
    runTwice: sum(({ runTwice }) => runTwice),
    steps: sum(({ steps }) => steps),
    ms: sum(({ ms }) => ms),
    healed: sum(({ healed }) => healed),
    violations: sum(({ violations }) => violations),
    reached: names.filter((name) => reached.has(name)).sort(),
    unreached: names.filter((name) => !reached.has(name)).sort(),
    coverage: coverage.rows(),
  };
}

interface Run<S extends Shape> extends SeedReport<S> {
  readonly trail: number;
  readonly reached: readonly string[];
}

function checkEqual<S extends Shape>(first: Run<S>, second: Run<S>, seed: number): void {
  const same =
    first.hash === second.hash &&
    first.trail === second.trail &&
    first.steps === second.steps &&
    first.ms === second.ms &&
    first.violation?.sentence === second.violation?.sentence;
  if (same) return;
  const shown = (run: Run<S>): string => `${run.steps} steps to ${run.hash}`;
  throw new SimulatorError(
    'not-deterministic',
    `seed ${seed}`,
    `two runs differ: ${shown(first)}, then ${shown(second)}`,
    'Look for a clock, for randomness, or for state outside of the state in the core or a property',
  );
}
