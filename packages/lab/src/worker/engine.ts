import type { EventId, Shape } from '@menagerie/contract';
import {
  type Act,
  calmPlan,
  createRecording,
  parseScenario,
  printScenario,
  type Recording,
  type Scenario,
  SimulatorError,
  scenarioFromLink,
  scenarioToLink,
} from '@menagerie/simulator';
import { BUILTINS } from '../model/builtins.ts';
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
import { Director } from './director.ts';
import { type Exhibit, scenarioOf } from './exhibit.ts';
import { explain, lineOf } from './explain.ts';
import { frameOf } from './frame-of.ts';
import { problemOf } from './problem-of.ts';
import { mutantNotes, propertyNote, ruleNote } from './say.ts';
import { Survey } from './survey.ts';

/** How far a run is recorded before the page sees it. */
const FIRST_STEPS = 300;
/** A broken rule is opened to see what it breaks: so far is looked for it beforehand. */
const FURTHEST_LOOK = 20_000;

interface Course<S extends Shape> {
  readonly recording: Recording<S>;
  readonly survey: Survey<S>;
  readonly acts: ReadonlySet<number>;
}

/** An engine as the service has it, which plays protocols of different shapes. */
export type AnyEngine = Pick<
  Engine<Shape>,
  | 'open'
  | 'extend'
  | 'frames'
  | 'act'
  | 'inspect'
  | 'message'
  | 'explain'
  | 'lines'
  | 'linesOf'
  | 'share'
  | 'milestones'
>;

/** Holds the recordings of one run and answers the page. It knows no page, no clock and no thread. */
export class Engine<S extends Shape> {
  readonly #exhibit: Exhibit<S>;
  #courses: Course<S>[] = [];

  constructor(exhibit: Exhibit<S>) {
    this.#exhibit = exhibit;
  }

  open(source: OpenSource): OpenResult {
    try {
      const scenario = this.#scenarioOf(source);
      const { subject, lens } = this.#exhibit;
      const recording = createRecording(subject, scenario);
      recording.extend({ steps: FIRST_STEPS });
      if (source.type !== 'builtin' && scenario.mutant !== null) lookForViolation(recording);
      const acts = new Set<number>();
      const survey = new Survey(recording, lens, scenario.config, acts);
      this.#courses = [{ recording, survey, acts }];
      const choice = source.type === 'builtin' ? source.choice : null;
      return { ok: true, meta: this.#metaOf(recording, choice), chunk: survey.chunk(0) };
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
    const { recording, survey } = this.#course(branch);
    const { config } = recording.scenario;
    return steps.map((step) =>
      frameOf(recording.momentAt(step), config, this.#exhibit, survey.past(step)),
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
    return explain(this.#course(branch).recording, id, this.#exhibit);
  }

  lines(branch: BranchId, from: EventId, to: EventId): EventLine[] {
    const { recording } = this.#course(branch);
    return recording.events
      .slice(from, to)
      .map((event) => lineOf(recording, event, this.#exhibit.lens));
  }

  linesOf(branch: BranchId, events: readonly EventId[]): EventLine[] {
    const { recording } = this.#course(branch);
    return events.map((id) => lineOf(recording, recording.event(id), this.#exhibit.lens));
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

  #scenarioOf(source: OpenSource): Scenario<S> {
    const subjects = [this.#exhibit.subject];
    switch (source.type) {
      case 'builtin':
        return this.#build(source.choice);
      case 'text':
        return parseScenario(source.text, subjects);
      case 'link':
        return scenarioFromLink(source.link, subjects);
    }
  }

  #build(choice: BuiltinChoice): Scenario<S> {
    const script = this.#exhibit.script(choice);
    if (!script) {
      const remedy = `Use one of ${BUILTINS[this.#exhibit.protocol].join(', ')}`;
      const what = `"${choice.name}" is not built in`;
      throw new SimulatorError('invalid-scenario', 'scenario', what, remedy);
    }
    const scenario = scenarioOf(this.#exhibit, choice, script, calmPlan);
    if (!script.play) return scenario;
    const director = new Director(this.#exhibit, scenario);
    script.play(director);
    return director.scenario;
  }

  #metaOf(recording: Recording<S>, choice: BuiltinChoice | null): RunMeta {
    const { scenario } = recording;
    const { protocol, subject, lens, words } = this.#exhibit;
    const mutants = mutantNotes(this.#exhibit);
    return {
      protocol,
      title: scenario.title,
      servers: scenario.config.servers,
      seed: scenario.seed,
      mutant: mutants.find(({ id }) => id === scenario.mutant) ?? null,
      choice,
      kinds: lens.kinds,
      rules: subject.protocol.rules.map((rule) => ruleNote(rule, words)),
      mutants,
      // Of the run, and not of the subject alone: the simulator adds properties of its own.
      properties: recording
        .momentAt(0)
        .properties.map((property) => propertyNote(property, subject.properties, words)),
    };
  }

  #course(branch: BranchId): Course<S> {
    const course = this.#courses[branch];
    if (!course) throw new RangeError(`there is no branch ${branch}`);
    return course;
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
