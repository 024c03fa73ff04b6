import type { EventId, Shape, Subject, TraceEvent, Violation } from '@menagerie/contract';
import { intervened } from './branch.ts';
import type { TimedDecision } from './decision.ts';
import { SimulatorError } from './errors.ts';
import type { Moment } from './moment.ts';
import { momentOf } from './moment-of.ts';
import type { Act, Scenario } from './scenario.ts';
import { createSimulation, type Simulation } from './simulation.ts';
import { ColumnStore, type TraceColumns } from './trace-columns.ts';

/** A copy of the whole run is kept every so many steps. */
const SNAPSHOT_EVERY = 64;

/** How far a recording is to go: so many steps more, or up to a virtual time. */
export type Reach = { readonly steps: number } | { readonly untilMs: number };

/**
 * A run with its history: any moment of it can be seen again, and from any moment it can take
 * another course. Nothing recorded is ever lost: another course is another recording.
 *
 * @throws SimulatorError `invalid-scenario` or `unknown-mutant`
 */
export function createRecording<S extends Shape>(
  subject: Subject<S>,
  scenario: Scenario<S>,
): Recording<S> {
  const simulation = createSimulation(subject, scenario, { trace: true, stopAtViolation: false });
  const recording = new Recording(simulation, null, 0);
  return recording;
}

/** Made by {@link createRecording} and {@link Recording.intervene}. */
export class Recording<S extends Shape> {
  /** The recording from which this one branched off, or `null`. */
  readonly parent: Recording<S> | null;
  /** The last step that both share; 0 without a parent. */
  readonly branchedAt: number;
  readonly #live: Simulation<S>;
  readonly #decisions: TimedDecision<S>[];
  readonly #events: TraceEvent<S>[];
  /** Where the events of each step begin; one more at the end. */
  readonly #firstEvents: number[];
  readonly #columns: ColumnStore<S> = new ColumnStore();
  /** The run after 0, 64, 128, … steps. Never stepped: copied first. */
  readonly #snapshots: Simulation<S>[];
  /** The newest moment looked at: the next one is often the step after it. */
  #cursor: Simulation<S>;

  /** @internal */
  constructor(live: Simulation<S>, parent: Recording<S> | null, branchedAt: number) {
    this.parent = parent;
    this.branchedAt = branchedAt;
    this.#live = live;
    const shared = parent === null ? null : parent.#past(branchedAt);
    this.#decisions = shared?.decisions ?? [];
    this.#events = shared?.events ?? [];
    this.#firstEvents = shared?.firstEvents ?? [0];
    this.#snapshots = shared?.snapshots ?? [live.clone()];
    this.#cursor = live.clone();
    for (let step = 0; step + 1 < this.#firstEvents.length; step += 1) this.#index(step);
    if (parent === null) this.#collect();
  }

  get subject(): Subject<S> {
    return this.#live.subject;
  }

  /** The scenario that plays this recording: with the interventions of all branches up to here. */
  get scenario(): Scenario<S> {
    return this.#live.scenario;
  }

  /** Steps recorded so far. */
  get steps(): number {
    return this.#live.steps;
  }

  /** Virtual milliseconds of the newest step recorded. */
  get until(): number {
    return this.#live.at;
  }

  /** Whether the run is over: {@link extend} will add nothing. */
  get ended(): boolean {
    return this.#live.ended;
  }

  /** The first violation recorded, or `null`. */
  get violation(): Violation | null {
    return this.#live.violation;
  }

  /** The decisions taken so far, the n-th step at position n - 1: a scenario that needs no seed. */
  get decisions(): readonly TimedDecision<S>[] {
    return this.#decisions;
  }

  /** All trace events so far, by id. */
  get events(): readonly TraceEvent<S>[] {
    return this.#events;
  }

  /** Records further. @returns how many steps were added; fewer than asked for at the end of the run */
  extend(reach: Reach): number {
    const before = this.steps;
    const last = 'steps' in reach ? before + reach.steps : Number.POSITIVE_INFINITY;
    const until = 'untilMs' in reach ? reach.untilMs : Number.POSITIVE_INFINITY;
    while (this.steps < last && this.until < until && this.#advance()) {}
    return this.steps - before;
  }

  /**
   * The world after so many steps. Seeking replays at most 63 steps from a snapshot; the states in
   * the answer are shared with the recording and must not be changed.
   *
   * @throws SimulatorError `out-of-range`
   */
  momentAt(step: number): Moment<S> {
    this.#seek(step);
    return momentOf(this.#cursor, this.eventsBetween(step, step));
  }

  /** The last step that is not later than the given virtual time. */
  stepAt(ms: number): number {
    let low = 0;
    let high = this.#decisions.length;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.#decisions[middle - 1]?.at ?? 0) <= ms) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  /** The trace events of the steps from `first` to `last`, both included; step 0 is the beginning. */
  eventsBetween(first: number, last: number): readonly TraceEvent<S>[] {
    const from = this.#firstEvents[Math.max(0, first)] ?? this.#events.length;
    return this.#events.slice(from, this.#firstEvents[last + 1] ?? this.#events.length);
  }

  /** @throws SimulatorError `out-of-range` */
  event(id: EventId): TraceEvent<S> {
    const event = this.#events[id];
    if (event !== undefined) return event;
    throw outOfRange(`event ${id}`, `0 to ${this.#events.length - 1}`);
  }

  /** The step in which an event happened. */
  stepOfEvent(id: EventId): number {
    return this.#columns.stepOf(id);
  }

  /** The whole trace as columns. Cheap: views on what is there already. */
  columns(): TraceColumns {
    return this.#columns.view();
  }

  /**
   * Does something to the run after the given step. The answer is a new recording that shares the
   * past up to there and has the act done already; this one keeps its future.
   *
   * @param at virtual milliseconds of the act, between this step and the next; as early as can be
   *   where it is left out
   * @throws SimulatorError `impossible-act` where the world then is not such that it can be done
   */
  intervene(step: number, act: Act<S>, at?: number): Recording<S> {
    this.#seek(step);
    const next = this.#decisions[step]?.at ?? Number.POSITIVE_INFINITY;
    const time = Math.min(Math.max(at ?? 0, this.#cursor.at), next);
    const simulation = intervened(this.#cursor, act, time);
    const branch = new Recording(simulation, this, step);
    if (act.type !== 'reschedule') branch.extend({ steps: 1 });
    return branch;
  }

  #seek(step: number): void {
    if (!Number.isInteger(step) || step < 0 || step > this.steps) {
      throw outOfRange(`step ${step}`, `0 to ${this.steps}`);
    }
    const nearest = this.#snapshots[Math.floor(step / SNAPSHOT_EVERY)];
    const behind = this.#cursor.steps > step;
    if (nearest !== undefined && (behind || nearest.steps > this.#cursor.steps)) {
      this.#cursor = nearest.branch(this.scenario);
    }
    while (this.#cursor.steps < step && this.#cursor.step() !== null) {}
  }

  #advance(): boolean {
    const decision = this.#live.step();
    if (decision !== null) this.#decisions.push({ at: this.#live.at, decision });
    this.#collect();
    if (decision !== null && this.steps % SNAPSHOT_EVERY === 0) {
      this.#snapshots.push(this.#live.clone());
    }
    return decision !== null;
  }

  /** Takes the events of the newest step; what a run says as it ends belongs to its last step. */
  #collect(): void {
    for (const event of this.#live.takeEvents()) {
      this.#events.push(event);
      this.#columns.append(event, this.steps);
    }
    this.#firstEvents[this.steps + 1] = this.#events.length;
  }

  #index(step: number): void {
    for (const event of this.eventsBetween(step, step)) this.#columns.append(event, step);
  }

  #past(step: number): Past<S> {
    return {
      decisions: this.#decisions.slice(0, step),
      events: this.#events.slice(0, this.#firstEvents[step + 1]),
      firstEvents: this.#firstEvents.slice(0, step + 2),
      snapshots: this.#snapshots.slice(0, Math.floor(step / SNAPSHOT_EVERY) + 1),
    };
  }
}

interface Past<S extends Shape> {
  readonly decisions: TimedDecision<S>[];
  readonly events: TraceEvent<S>[];
  readonly firstEvents: number[];
  readonly snapshots: Simulation<S>[];
}

function outOfRange(what: string, range: string): SimulatorError {
  return new SimulatorError('out-of-range', '', `${what} is not recorded`, `Use ${range}`);
}
