import type { Shape, Subject } from '@menagerie/contract';
import { SimulatorError } from '../errors.ts';
import { calmPlan } from '../plan.ts';
import { createRecording, type Recording } from '../recording.ts';
import type { Scenario } from '../scenario.ts';
import { checkSchedule } from './check-schedule.ts';
import { begin, type Course, carryOn } from './course.ts';
import type { Intent, Schedule, ScheduledIntent } from './intent.ts';

/**
 * Plays a schedule of intents on one protocol. The recording that comes out has each intent as
 * acts on certain servers at certain times, so it can be saved, linked to and branched as any other.
 *
 * @param config with as many servers as the schedule
 * @throws SimulatorError `invalid-scenario` where the servers are not as many or a part names none
 *   of them, and `impossible-act` where a part is played by nobody for a minute of virtual time, or an intent
 *   cannot be carried out (such as recovering a server that is up)
 */
export function playIntents<S extends Shape>(
  subject: Subject<S>,
  config: S['config'],
  schedule: Schedule,
): Recording<S> {
  const course = begunCourse(subject, config, schedule);
  return finished(carryOn(course, schedule.intents), schedule);
}

/** The course of a schedule before its first intent. @throws SimulatorError `invalid-scenario` */
export function begunCourse<S extends Shape>(
  subject: Subject<S>,
  config: S['config'],
  schedule: Schedule,
): Course<S> {
  checkSchedule(config, schedule);
  return begin(createRecording(subject, scenarioOf(subject, config, schedule)));
}

/** Lets the run go on after the last intent. @throws SimulatorError where some were not carried out */
export function finished<S extends Shape>(course: Course<S>, schedule: Schedule): Recording<S> {
  const { recording, now, done } = course;
  const left = schedule.intents[done];
  if (left !== undefined) throw nobody(done, left.intent);
  recording.extend({ untilMs: now + schedule.restMs });
  return recording;
}

/**
 * Carries out intents on a run from where it has come to, as far as somebody plays their parts.
 *
 * @throws SimulatorError `impossible-act` where an intent cannot be carried out
 */
export function carryOutIntents<S extends Shape>(
  recording: Recording<S>,
  intents: readonly ScheduledIntent[],
): Recording<S> {
  return carryOn(begin(recording), intents).recording;
}

/** A sound network whose links differ, sound disks, and nothing that the schedule does not do. */
function scenarioOf<S extends Shape>(
  subject: Subject<S>,
  config: S['config'],
  { title, seed, delayMin, delayMax }: Schedule,
): Scenario<S> {
  return {
    format: 'menagerie-scenario/1',
    protocol: subject.protocol.name,
    mutant: null,
    title,
    config,
    seed,
    plan: {
      ...calmPlan,
      // All of the delay belongs to the link and none to the message: what a protocol sends more or
      // less of does not change how long any message takes.
      network: {
        ...calmPlan.network,
        delayMin,
        delayMax: delayMin,
        spread: delayMax - delayMin,
      },
      disk: { ...calmPlan.disk, syncMin: 1, syncMax: 1 },
    },
    interventions: [],
    decisions: [],
  };
}

function nobody(nth: number, intent: Intent): SimulatorError {
  return new SimulatorError(
    'impossible-act',
    `intents[${nth}]`,
    `nobody plays the part that "${intent.type}" names, for a minute of virtual time`,
    'Name a server by its number, or let the cluster elect a leader first',
  );
}
