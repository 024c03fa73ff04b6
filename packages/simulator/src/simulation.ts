import type {
  EventId,
  Happening,
  Protocol,
  RequestId,
  ServerId,
  Shape,
  Span,
  Subject,
  TraceEvent,
  Violation,
} from '@menagerie/contract';
import { checkScenario } from './check-scenario.ts';
import type { Decision } from './decision.ts';
import { SimulatorError } from './errors.ts';
import type { RequestMoment } from './moment.ts';
import { PropertyWatch } from './property-watch.ts';
import type { Scenario } from './scenario.ts';
import type { Outlook, Pace } from './scheduler/pace.ts';
import { Requests } from './scheduler/requests.ts';
import { Scheduler } from './scheduler/scheduler.ts';
import { Script } from './scheduler/script.ts';
import { endlessViolation, exceptionViolation, finalViolation } from './verdicts.ts';
import type { Driver } from './world/driver.ts';
import { hashWorld } from './world/encode.ts';
import type { Flight } from './world/network.ts';
import type { Refusal } from './world/refusal.ts';
import type { ServerCell } from './world/server-cell.ts';
import { Tracer } from './world/tracer.ts';
import { World } from './world/world.ts';

export interface SimulationOptions {
  /** Whether trace events are made. Without them a run is several times as fast. @default false */
  readonly trace?: boolean;
  /** Whether the first violation ends the run. @default true */
  readonly stopAtViolation?: boolean;
}

/**
 * A run in progress. The same subject and scenario always give the same run: the same decisions,
 * states, trace and hash, on every machine.
 *
 * @throws SimulatorError `invalid-scenario` or `unknown-mutant`
 */
export function createSimulation<S extends Shape>(
  subject: Subject<S>,
  scenario: Scenario<S>,
  options: SimulationOptions = {},
): Simulation<S> {
  checkScenario(subject, scenario);
  const { trace = false, stopAtViolation = true } = options;
  return new Simulation(subject, scenario, trace, stopAtViolation);
}

/** The protocol that a scenario runs: the subject's own, or that of one of its mutants. */
export function protocolOf<S extends Shape>(
  subject: Subject<S>,
  mutant: string | null,
): Protocol<S> {
  if (mutant === null) return subject.protocol;
  const found = subject.mutants.find(({ id }) => id === mutant);
  if (found !== undefined) return found.protocol;
  const known = subject.mutants.map(({ id }) => id).join(', ');
  throw new SimulatorError(
    'unknown-mutant',
    'mutant',
    `${subject.protocol.name} has no mutant "${mutant}"`,
    known === '' ? 'Use null: it has none' : `Use null or one of ${known}`,
  );
}

/** Made by {@link createSimulation}. */
export class Simulation<S extends Shape> implements Driver<S> {
  readonly subject: Subject<S>;
  readonly scenario: Scenario<S>;
  readonly world: World<S>;
  /** Told of everything that happens, after the properties. */
  observer: ((happening: Happening<S>) => void) | null = null;
  readonly #pace: Pace<S>;
  readonly #watch: PropertyWatch<S>;
  readonly #requests: Requests<S>;
  readonly #stopAtViolation: boolean;
  #steps = 0;
  /** Steps at the present virtual time. */
  #still = 0;
  #trail = 0;
  #ended = false;
  #refusal: Refusal | null = null;

  /** @internal */
  constructor(
    subject: Subject<S>,
    scenario: Scenario<S>,
    trace: boolean,
    stopAtViolation: boolean,
    from?: Simulation<S>,
  ) {
    this.subject = subject;
    this.scenario = scenario;
    this.#stopAtViolation = stopAtViolation;
    if (from !== undefined) {
      this.#pace = from.#pace.clone(scenario);
      this.#watch = from.#watch.clone(scenario.config);
      this.#requests = from.#requests.clone();
      this.world = from.world.clone(this, from.world.tracer?.clone() ?? null);
      this.#steps = from.#steps;
      this.#trail = from.#trail;
      this.#still = from.#still;
      this.#ended = from.#ended;
      this.#pace.ready(this.world, this.#steps);
      return;
    }
    const scripted = scenario.decisions.length > 0;
    this.#pace = scripted ? new Script<S>(scenario.decisions) : new Scheduler(subject, scenario);
    this.#watch = new PropertyWatch(subject.properties, scenario.config);
    this.#requests = new Requests();
    const tracer = trace ? new Tracer<S>() : null;
    this.world = new World(protocolOf(subject, scenario.mutant), scenario.config, this, tracer);
    this.world.start();
    this.#judge();
    this.#pace.ready(this.world, 0);
  }

  /** Virtual milliseconds of the newest step. */
  get at(): number {
    return this.world.at;
  }

  /** Decisions applied so far. */
  get steps(): number {
    return this.#steps;
  }

  /** Whether nothing more will happen. */
  get ended(): boolean {
    return this.#ended;
  }

  /** The first violation of the run, if any. */
  get violation(): Violation | null {
    return this.#watch.first();
  }

  /** Why the newest decision that was not enabled was skipped; `null` if none was since the last step. */
  get refusal(): Refusal | null {
    return this.#refusal;
  }

  get outlook(): Outlook {
    return this.#pace.outlook;
  }

  /** How many interventions, or decisions, of the scenario lie behind. */
  get consumed(): number {
    return this.#pace.consumed;
  }

  /** A number over all decisions so far, for telling runs apart that end in equal worlds. */
  get trail(): number {
    return this.#trail >>> 0;
  }

  /** Sixteen hexadecimal digits over the whole world; see {@link hashWorld}. */
  hash(): string {
    return hashWorld(this.world);
  }

  /** Names of the `sometimes` properties reached so far. */
  reached(): readonly string[] {
    return this.#watch.reached(this.world);
  }

  requests(): readonly RequestMoment<S>[] {
    return this.#requests.list();
  }

  /** @internal */
  get watch(): PropertyWatch<S> {
    return this.#watch;
  }

  /** The trace events since the last call; none without a trace. */
  takeEvents(): readonly TraceEvent<S>[] {
    return this.world.tracer?.take() ?? [];
  }

  /** Takes the next decision and applies it. @returns the decision, or `null` at the end */
  step(): Decision<S> | null {
    this.#refusal = null;
    while (!this.#ended) {
      const decision = this.#pace.next(this.world, this.#steps, this.#settled);
      if (decision === null) {
        this.#finish();
        return null;
      }
      const { now } = this.#pace;
      this.#still = now === this.world.at ? this.#still + 1 : 0;
      this.world.at = now;
      const refusal = this.world.apply(decision);
      this.#pace.applied(this.world, decision, refusal);
      if (refusal !== null) {
        this.#refusal = refusal;
        continue;
      }
      this.#steps += 1;
      this.#trail = follow(this.#trail, decision);
      this.#judge();
      this.#pace.ready(this.world, this.#steps);
      return decision;
    }
    return null;
  }

  /** A run of its own from here on. Both share what neither changes. */
  clone(): Simulation<S> {
    return this.branch(this.scenario);
  }

  /** {@link clone} under a scenario with other interventions from here on. */
  branch(scenario: Scenario<S>): Simulation<S> {
    return new Simulation(this.subject, scenario, false, this.#stopAtViolation, this);
  }

  /** @internal */
  sent(flight: Flight<S>): void {
    this.#pace.sent(flight);
  }

  /** @internal */
  armed(cell: ServerCell<S>, timer: S['timer'], span: Span): number {
    return this.#pace.armed(cell, timer, span);
  }

  /** @internal */
  wrote(cell: ServerCell<S>): void {
    this.#pace.wrote(cell);
  }

  /** @internal */
  answered(server: ServerId, request: RequestId, answer: S['answer']): void {
    const command = this.#requests.answered(request, answer, this.at);
    this.#pace.answered(server, request, command, answer);
  }

  /** @internal */
  happened(happening: Happening<S>): void {
    if (happening.type === 'step' && happening.input.type === 'command') {
      const { request, command } = happening.input;
      this.#requests.reached(request, happening.server, command, this.at);
    }
    this.#watch.observe(happening, this.world);
    if (this.observer !== null) this.observer(happening);
  }

  readonly #settled = (): boolean => this.#watch.unsettled(this.world).length === 0;

  #finish(): void {
    this.#ended = true;
    const unsettled = this.#watch.unsettled(this.world);
    for (const violation of finalViolation(this.outlook, unsettled, this.subject.properties)) {
      this.#watch.report(violation);
    }
    this.#judge();
  }

  /** Ends the run where it cannot, or need not, go on. */
  #judge(): void {
    const { failure, network } = this.world;
    if (failure !== null) this.#watch.report(exceptionViolation(failure));
    const endless = endlessViolation(network.inFlight, this.#still);
    if (endless !== null) this.#watch.report(endless);
    const violation = this.#watch.take();
    if (violation !== null) {
      const { property, sentence } = violation;
      const newest = (this.world.tracer?.next ?? 0) - 1;
      const causes: EventId[] = newest < 0 ? [] : [newest];
      const body = { type: 'violated', property, sentence } as const;
      const event = this.world.tracer?.write(this.at, null, causes, body);
      if (event !== undefined) this.#watch.locate(violation, event);
    }
    if (failure !== null || endless !== null || (violation !== null && this.#stopAtViolation))
      this.#ended = true;
  }
}

/** Folds a decision into a trail. */
function follow<S extends Shape>(trail: number, decision: Decision<S>): number {
  let mark = decision.type.length * 131 + decision.type.charCodeAt(0);
  if ('nth' in decision)
    mark += (((decision.from << 5) | decision.to) << 8) + decision.nth * 65_537;
  else if ('server' in decision) mark += decision.server << 8;
  const mixed = Math.imul(trail ^ mark, 0x9e3779b1);
  return (mixed << 15) | (mixed >>> 17);
}
