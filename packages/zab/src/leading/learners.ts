import type { ServerId } from '@menagerie/contract';
import { openChannel } from '../channel.ts';
import { votes } from '../standing.ts';
import { decided, promiseFrame, type Step, send } from '../step.ts';
import type { Channel, Leading, Learner } from '../types.ts';

// The learners of a leader: ZooKeeper's LearnerHandler, one for each connection.

/** A learner that has just connected. */
export function newLearner(channel: Channel, incarnation: number, acceptedEpoch: number): Learner {
  return {
    channel,
    incarnation,
    stage: { type: 'connected', acceptedEpoch },
    proposed: 0,
    acked: 0,
    heard: true,
    round: 0,
  };
}

/** The leader as one of its own learners: it counts itself as it counts the others. */
export function ownLearner(incarnation: number, acceptedEpoch: number): Learner {
  return newLearner(openChannel(0), incarnation, acceptedEpoch);
}

/** All learners but the leader itself, by id. */
export function others({ state }: Step, leading: Leading): (readonly [ServerId, Learner])[] {
  return leading.learners.flatMap((learner, id) =>
    learner === null || id === state.self ? [] : [[id, learner] as const],
  );
}

/** LEADERINFO. Who does not vote waits until the epoch is established: then it cannot fail any more. */
export function inform(step: Step, leading: Leading, id: ServerId, learner: Learner): void {
  if (learner.stage.type !== 'connected') return;
  if (leading.stage !== 'broadcast' && !votes(step, id, learner.incarnation)) return;
  learner.stage = { type: 'informed' };
  const { epoch } = leading;
  const waits = decided(step, 'promiseWaits', step.rules.promiseWaits());
  promiseFrame(step, waits, id, learner.channel, { type: 'leaderInfo', epoch });
}

/** The connection is given up; the learner may dial again. */
export function dropLearner(step: Step, leading: Leading, id: ServerId): void {
  const learner = leading.learners[id] ?? null;
  if (learner === null) return;
  leading.learners[id] = null;
  send(step, id, { type: 'closed', dial: learner.channel.dial, leads: true });
}
