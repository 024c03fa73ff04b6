import type { ServerId, Shape } from '@menagerie/contract';
import type { Recording } from '../recording.ts';
import type { Act } from '../scenario.ts';
import { instant } from '../scheduler/work.ts';
import type { ScheduledIntent } from './intent.ts';
import { actsOf } from './parts.ts';

/** An intent whose part nobody plays is waited for so many virtual milliseconds. */
const PATIENCE_MS = 60_000;

/** How far a schedule has come on a protocol. */
export interface Course<S extends Shape> {
  readonly recording: Recording<S>;
  /** When the newest intent was carried out. */
  readonly now: number;
  /** Whom crashes and pauses have struck, one after the other. */
  readonly struck: readonly ServerId[];
  /** Intents carried out. */
  readonly done: number;
}

/** A course on which nothing is done yet; its intents count from where the recording has come to. */
export function begin<S extends Shape>(recording: Recording<S>): Course<S> {
  return { recording, now: recording.until, struck: [], done: 0 };
}

/**
 * Carries out what is not done yet of the first `end` intents, as far as somebody plays each part.
 *
 * @throws SimulatorError `impossible-act` where the world is not such that an intent can be done
 */
export function carryOn<S extends Shape>(
  course: Course<S>,
  intents: readonly ScheduledIntent[],
  end: number = intents.length,
): Course<S> {
  let reached = course;
  while (reached.done < end) {
    const next = carryOutNext(reached, intents);
    if (next === null) return reached;
    reached = next;
  }
  return reached;
}

function carryOutNext<S extends Shape>(
  course: Course<S>,
  intents: readonly ScheduledIntent[],
): Course<S> | null {
  const found = whenPossible(course, intents);
  if (found === null) return null;
  let { recording } = course;
  const struck = [...course.struck];
  for (const act of found.acts) {
    recording = recording.intervene(recording.stepAt(found.at), act, found.at);
    if (act.type === 'crash' || act.type === 'pause') struck.push(act.server);
  }
  return { recording, now: found.at, struck, done: course.done + 1 };
}

interface Possible<S extends Shape> {
  readonly at: number;
  readonly acts: readonly Act<S>[];
}

/** The first moment, not before its time, at which the next intent means something. */
function whenPossible<S extends Shape>(
  { recording, now, struck, done }: Course<S>,
  intents: readonly ScheduledIntent[],
): Possible<S> | null {
  const scheduled = intents[done];
  if (scheduled === undefined) return null;
  const { afterMs, intent } = scheduled;
  const writes = intents.slice(0, done + 1).filter((one) => one.intent.type === 'write').length;
  // In the grain of the run: a hair before the newest act would be before that act.
  const from = instant(now + afterMs);
  recording.extend({ untilMs: from });
  for (let step = recording.stepAt(from); ; step += 1) {
    if (step > recording.steps && recording.extend({ steps: 1 }) === 0) return null;
    const moment = recording.momentAt(step);
    if (moment.at > from + PATIENCE_MS) return null;
    const acts = actsOf(intent, moment, recording.subject, { struck, writes });
    if (acts !== null) return { at: Math.max(from, moment.at), acts };
  }
}
