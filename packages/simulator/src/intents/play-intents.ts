import type { ServerId, Shape, Subject } from '@menagerie/contract';
import { SimulatorError } from '../errors.ts';
import { calmPlan } from '../plan.ts';
import { createRecording, type Recording } from '../recording.ts';
import type { Act, Scenario } from '../scenario.ts';
import type { Intent, Schedule } from './intent.ts';
import { actsOf } from './parts.ts';

/** An intent whose part nobody plays waits so many virtual milliseconds, then the schedule fails. */
const PATIENCE_MS = 60_000;

/**
 * Plays a schedule of intents on one protocol. The recording that comes out has each intent as
 * acts on certain servers at certain times, so it can be saved, linked to and branched as any other.
 *
 * @param config with as many servers as the schedule
 * @throws SimulatorError `invalid-scenario` where the servers are not as many, and
 *   `impossible-act` where a part is played by nobody for a minute of virtual time, or an intent
 *   cannot be carried out (such as recovering a server that is up)
 */
export function playIntents<S extends Shape>(
  subject: Subject<S>,
  config: S['config'],
  schedule: Schedule,
): Recording<S> {
  let recording = createRecording(subject, scenarioOf(subject, config, schedule));
  let now = 0;
  let struck: ServerId | null = null;
  for (const [nth, { afterMs, intent }] of schedule.intents.entries()) {
    const found: Possible<S> | null = whenPossible(recording, now + afterMs, intent, {
      struck,
      nth,
    });
    if (found === null) throw nobody(nth, intent);
    now = found.at;
    for (const act of found.acts) {
      recording = recording.intervene(recording.stepAt(now), act, now);
      if (act.type === 'crash' || act.type === 'pause') struck = act.server;
    }
  }
  recording.extend({ untilMs: now + schedule.restMs });
  return recording;
}

/** A sound network whose links differ, sound disks, and nothing that the schedule does not do. */
function scenarioOf<S extends Shape>(
  subject: Subject<S>,
  config: S['config'],
  { title, servers, seed, delayMin, delayMax }: Schedule,
): Scenario<S> {
  if (config.servers !== servers) {
    throw new SimulatorError(
      'invalid-scenario',
      'config.servers',
      `the schedule is for ${servers} servers, the configuration for ${config.servers}`,
      'Give a configuration with as many servers as the schedule',
    );
  }
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

interface Possible<S extends Shape> {
  readonly at: number;
  readonly acts: readonly Act<S>[];
}

/** The first moment, not before the given time, at which the intent means something. */
function whenPossible<S extends Shape>(
  recording: Recording<S>,
  from: number,
  intent: Intent,
  context: { readonly struck: ServerId | null; readonly nth: number },
): Possible<S> | null {
  recording.extend({ untilMs: from });
  for (let step = recording.stepAt(from); ; step += 1) {
    if (step > recording.steps && recording.extend({ steps: 1 }) === 0) return null;
    const moment = recording.momentAt(step);
    if (moment.at > from + PATIENCE_MS) return null;
    const acts = actsOf(intent, moment, recording.subject, context);
    if (acts !== null) return { at: Math.max(from, moment.at), acts };
  }
}

function nobody(nth: number, intent: Intent): SimulatorError {
  return new SimulatorError(
    'impossible-act',
    `intents[${nth}]`,
    `nobody plays the part that "${intent.type}" names, for a minute of virtual time`,
    'Name a server by its number, or let the cluster elect a leader first',
  );
}
