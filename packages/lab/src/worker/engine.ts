import type { EventId, Shape, Subject, TraceEvent } from '@menagerie/contract';
import {
  type Act,
  createRecording,
  parseScenario,
  printScenario,
  type Recording,
  type Scenario,
  scenarioFromLink,
  scenarioToLink,
} from '@menagerie/simulator';
import type { Frame, MessageRow } from '../model/frame.ts';
import type { HistoryChunk } from '../model/history.ts';
import type {
  ActResult,
  BranchId,
  BuiltinChoice,
  EventLine,
  Explanation,
  Inspection,
  LabAct,
  Milestone,
  OpenResult,
  OpenSource,
  RunMeta,
  Shared,
} from '../model/run.ts';
import { actsOf } from './acts-of.ts';
import { eventLine } from './event-line.ts';
import { frameOf } from './frame-of.ts';
import type { Lens } from './lens.ts';
import { problemOf } from './problem-of.ts';
import { Survey } from './survey.ts';

/** How far a run is recorded before the page sees it. */
const FIRST_STEPS = 300;
const LONGEST_CHAIN = 12;
/** A broken rule is opened to see what it breaks: so far is looked for it beforehand. */
const FURTHEST_LOOK = 20_000;

/** What the engine must be told of a protocol: its subject, its lens and its built-in scenarios. */
export interface Exhibit<S extends Shape> {
  readonly subject: Subject<S>;
  readonly lens: Lens<S>;
  /** @throws SimulatorError for a name that is not built in */
  build(choice: BuiltinChoice): { readonly scenario: Scenario<S>; readonly startStep: number };
}

interface Course<S extends Shape> {
  readonly recording: Recording<S>;
  readonly survey: Survey<S>;
  readonly acts: ReadonlySet<number>;
}

/** Holds the recordings of one run and answers the page. It knows no page, no clock and no thread. */
export class Engine<S extends Shape> {
  readonly #exhibit: Exhibit<S>;
  #courses: Course<S>[] = [];

  constructor(exhibit: Exhibit<S>) {
    this.#exhibit = exhibit;
  }

  open(source: OpenSource): OpenResult {
    try {
      const { scenario, startStep } = this.#scenarioOf(source);
      const { subject, lens } = this.#exhibit;
      const recording = createRecording(subject, scenario);
      recording.extend({ steps: FIRST_STEPS });
      if (source.type !== 'builtin' && scenario.mutant !== null) lookForViolation(recording);
      const acts = new Set<number>();
      const survey = new Survey(recording, lens, scenario.config, acts);
      this.#courses = [{ recording, survey, acts }];
      const choice = source.type === 'builtin' ? source.choice : null;
      return { ok: true, meta: this.#metaOf(scenario, startStep, choice), chunk: survey.chunk(0) };
    } catch (error) {
      return { ok: false, problem: problemOf(error, source) };
    }
  }

  extend(branch: BranchId, from: number, toStep: number, at: number): HistoryChunk {
    const { recording, survey } = this.#course(branch);
    if (recording.until < at) recording.extend({ untilMs: at });
    if (recording.steps < toStep) recording.extend({ steps: toStep - recording.steps });
    return survey.chunk(from);
  }

  frames(branch: BranchId, steps: readonly number[]): Frame[] {
    const { recording } = this.#course(branch);
    const { subject, lens } = this.#exhibit;
    return steps.map((step) =>
      frameOf(recording.momentAt(step), subject, recording.scenario.config, lens),
    );
  }

  act(branch: BranchId, step: number, at: number, act: LabAct): ActResult {
    const { recording, survey, acts } = this.#course(branch);
    const { subject, lens } = this.#exhibit;
    const { config } = recording.scenario;
    try {
      const moment = recording.momentAt(step);
      const parts = actsOf(act, moment, subject, lens);
      const course = inTurn(recording, step, at, parts);
      const made = new Set([...acts].filter((one) => one <= step));
      for (let i = step + 1; i <= course.steps; i += 1) made.add(i);
      const landed = course.steps;
      course.extend({ steps: FIRST_STEPS });
      const next = new Survey(course, lens, config, made, { survey, step });
      const id = this.#courses.push({ recording: course, survey: next, acts: made }) - 1;
      const shown = { id, parent: branch, step, at: Math.max(at, moment.at), act };
      return { ok: true, branch: shown, chunk: next.chunk(step + 1), step: landed };
    } catch (error) {
      return { ok: false, detail: error instanceof Error ? error.message : String(error) };
    }
  }

  inspect(branch: BranchId, step: number, server: number): Inspection {
    const found = this.#course(branch).recording.momentAt(step).servers[server];
    const { lens } = this.#exhibit;
    return found
      ? { server, facts: lens.facts(found), entries: lens.entries(found) }
      : { server, facts: [], entries: [] };
  }

  message(branch: BranchId, step: number, { from, to, nth, copy }: MessageRow): string {
    const found = this.#course(branch)
      .recording.momentAt(step)
      .messages.find(
        (one) => one.from === from && one.to === to && one.nth === nth && one.copy === copy,
      );
    return found ? this.#exhibit.lens.messageDetail(found.message) : '';
  }

  explain(branch: BranchId, id: EventId): Explanation {
    const { recording } = this.#course(branch);
    const event = recording.event(id);
    const { rules } = this.#exhibit.subject.protocol;
    const step = recording.stepOfEvent(id);
    const together = recording.eventsBetween(step, step);
    const asked = together.flatMap(({ server, body }) => {
      if (body.type !== 'decided' || (event.server !== null && server !== event.server)) return [];
      const rule = rules.find((one) => one.id === body.rule);
      return rule ? [{ rule, verdict: body.verdict }] : [];
    });
    const effects = together.filter(
      (one) => one.id > id && one.causes.includes(id) && one.body.type !== 'decided',
    );
    return {
      event: this.#line(recording, event),
      rules: asked,
      causes: chainOf(recording, event).map((one) => this.#line(recording, one)),
      effects: effects.slice(0, LONGEST_CHAIN).map((one) => this.#line(recording, one)),
    };
  }

  lines(branch: BranchId, from: EventId, to: EventId): EventLine[] {
    const { recording } = this.#course(branch);
    return recording.events.slice(from, to).map((event) => this.#line(recording, event));
  }

  linesOf(branch: BranchId, events: readonly EventId[]): EventLine[] {
    const { recording } = this.#course(branch);
    return events.map((id) => this.#line(recording, recording.event(id)));
  }

  share(branch: BranchId): Shared {
    const { scenario } = this.#course(branch).recording;
    const { subject } = this.#exhibit;
    return {
      fragment: scenarioToLink('', scenario, subject).replace(/^#/, ''),
      json: printScenario(scenario, subject),
    };
  }

  milestones(branch: BranchId, toStep: number): Milestone[] {
    return this.#course(branch).survey.milestones(toStep);
  }

  #scenarioOf(source: OpenSource): { scenario: Scenario<S>; startStep: number } {
    const subjects = [this.#exhibit.subject];
    switch (source.type) {
      case 'builtin':
        return this.#exhibit.build(source.choice);
      case 'text':
        return { scenario: parseScenario(source.text, subjects), startStep: 0 };
      case 'link':
        return { scenario: scenarioFromLink(source.link, subjects), startStep: 0 };
    }
  }

  #metaOf(scenario: Scenario<S>, startStep: number, choice: BuiltinChoice | null): RunMeta {
    const { subject, lens } = this.#exhibit;
    const mutants = subject.mutants.map(({ id, mistake, source }) => ({ id, mistake, source }));
    return {
      protocol: scenario.protocol,
      title: scenario.title,
      servers: scenario.config.servers,
      seed: scenario.seed,
      mutant: mutants.find(({ id }) => id === scenario.mutant) ?? null,
      choice,
      kinds: lens.kinds,
      rules: subject.protocol.rules.map(({ id, source, says }) => ({ id, source, says })),
      mutants,
      startStep,
    };
  }

  #course(branch: BranchId): Course<S> {
    const course = this.#courses[branch];
    if (!course) throw new RangeError(`there is no branch ${branch}`);
    return course;
  }

  #line(recording: Recording<S>, event: TraceEvent<S>): EventLine {
    return eventLine(event, recording.stepOfEvent(event.id), this.#exhibit.lens, ({ causes }) =>
      causes.map((id) => recording.events[id]).find((one) => one?.body.type === 'sent'),
    );
  }
}

function lookForViolation<S extends Shape>(recording: Recording<S>): void {
  while (!recording.ended && recording.violation === null && recording.steps < FURTHEST_LOOK) {
    recording.extend({ steps: FIRST_STEPS });
  }
}

/** One act after the other, at the same time: the last of the branches has them all. */
function inTurn<S extends Shape>(
  recording: Recording<S>,
  step: number,
  at: number,
  acts: readonly Act<S>[],
): Recording<S> {
  let course = recording;
  let after = step;
  for (const act of acts) {
    course = course.intervene(after, act, at);
    after = course.steps;
  }
  return course;
}

/** From the nearest cause to the first, along first causes; rules are told apart from causes. */
function chainOf<S extends Shape>(recording: Recording<S>, event: TraceEvent<S>): TraceEvent<S>[] {
  const chain: TraceEvent<S>[] = [];
  let next: EventId | undefined = event.causes[0];
  while (next !== undefined && chain.length < LONGEST_CHAIN) {
    const cause: TraceEvent<S> = recording.event(next);
    if (cause.body.type !== 'decided') chain.push(cause);
    next = cause.causes[0];
  }
  return chain;
}
