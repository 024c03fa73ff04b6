import type { ServerId, Shape, Subject } from '@menagerie/contract';
import type { Decision } from '../decision.ts';
import type { Recording } from '../recording.ts';
import { type Course, carryOn } from './course.ts';
import type { Schedule } from './intent.ts';
import { begunCourse, finished } from './play-intents.ts';

/** A place at which a schedule has a leader crash earlier than it says. */
export interface CrashPoint<S extends Shape> {
  /** Which crash of the schedule comes early, counted from 0. */
  readonly crash: number;
  readonly server: ServerId;
  /** After how many of its own steps; the first, 1, is the one with which it began to lead. */
  readonly step: number;
  /** What that step was. */
  readonly after: Decision<S>;
  /** The run with the crash there, and then all that the schedule says after its own crash. */
  play(): Recording<S>;
}

/**
 * All the crash points of all leaders that a schedule has crash: each step that such a server takes
 * as a leader, up to the crash that the schedule has for it. What comes before that crash in the
 * schedule and has not been done yet is left out; what comes after it is carried out. The disk
 * keeps what is durable, and no more.
 *
 * @throws SimulatorError as `playIntents` does; `play` too, where a crash leaves a part to nobody
 */
export function crashPoints<S extends Shape>(
  subject: Subject<S>,
  config: S['config'],
  schedule: Schedule,
): CrashPoint<S>[] {
  const { intents } = schedule;
  const points: CrashPoint<S>[] = [];
  let course = begunCourse(subject, config, schedule);
  let crash = 0;
  for (const [nth, { intent }] of intents.entries()) {
    course = carryOn(course, intents, nth + 1);
    if (course.done <= nth) finished(course, schedule);
    if (intent.type !== 'crash') continue;
    points.push(...pointsBefore(course, schedule, crash));
    crash += 1;
  }
  return points;
}

/** Those of the leader that has just crashed. */
function pointsBefore<S extends Shape>(
  course: Course<S>,
  schedule: Schedule,
  crash: number,
): CrashPoint<S>[] {
  const { recording, struck } = course;
  const server = struck.at(-1) ?? 0;
  // The newest step of the recording is the crash.
  const last = recording.steps - 1;
  const own: { at: number; after: Decision<S> }[] = [];
  for (let at = firstAsLeader(recording, server, last); at <= last; at += 1) {
    const after = recording.decisions[at - 1]?.decision;
    if (after !== undefined && takerOf(after) === server) own.push({ at, after });
  }
  return own.map(({ at, after }, index) => {
    const play = () => {
      const early = crashedEarly(course, server, at);
      return finished(carryOn(early, schedule.intents), schedule);
    };
    return { crash, server, step: index + 1, after, play };
  });
}

/** The step from which on, and up to the given one, a server leads without a break. */
function firstAsLeader<S extends Shape>(
  recording: Recording<S>,
  server: ServerId,
  last: number,
): number {
  let first = last + 1;
  for (let at = 0; at <= last; at += 1) {
    const state = recording.momentAt(at).servers[server]?.state ?? null;
    const leads = state !== null && recording.subject.leads(state);
    if (!leads) first = last + 1;
    else if (first > last) first = at;
  }
  return first;
}

/** The server that a decision has take a step, if it is one's own and no fault. */
function takerOf<S extends Shape>(decision: Decision<S>): ServerId | null {
  switch (decision.type) {
    case 'deliver':
      return decision.to;
    case 'fire':
    case 'sync':
    case 'command':
      return decision.server;
    default:
      return null;
  }
}

/** The course with its newest crash after an earlier step. */
function crashedEarly<S extends Shape>(
  { recording, struck, done }: Course<S>,
  server: ServerId,
  step: number,
): Course<S> {
  const now = recording.decisions[step - 1]?.at ?? 0;
  const early = recording.intervene(step, { type: 'crash', server, keep: 0 }, now);
  return { recording: early, now, struck, done };
}
