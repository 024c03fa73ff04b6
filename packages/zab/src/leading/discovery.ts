import type { ServerId } from '@menagerie/contract';
import { openChannel } from '../channel.ts';
import { replaceHistory } from '../delivery.ts';
import type { FrameOf } from '../messages.ts';
import { lookForLeader } from '../roles.ts';
import type { Recency } from '../rules/discovery.ts';
import { statedRecency, suffices, votersWhere, votes } from '../standing.ts';
import { arm, decided, noteToSelf, type Step, write } from '../step.ts';
import type { History, Leading, Vote } from '../types.ts';
import { inform, newLearner, others, ownLearner } from './learners.ts';
import { startSynchronization, synchronize } from './synchronization.ts';

// Discovery at a leader: DSN 2011, phase 1, steps l.1.1 and l.1.2.

/** The election named this server. Whether it may lead is for a quorum to say. */
export function startLeading(step: Step, vote: Vote): void {
  const { state, config } = step;
  const { incarnation, acceptedEpoch } = state.persistent;
  const leading: Leading = {
    type: 'leading',
    stage: 'discovery',
    epoch: 0,
    initial: 0,
    vote,
    learners: Array.from({ length: config.servers }, () => null),
    proposals: [],
    round: 0,
    reads: [],
  };
  leading.learners[state.self] = ownLearner(incarnation, acceptedEpoch);
  state.role = leading;
  arm(step, 'ping', config.pingMs, config.pingMs);
  arm(step, 'quorum', config.initMs, config.initMs);
  proposeEpoch(step, leading);
}

/** FOLLOWERINFO or OBSERVERINFO opens a connection; a later one closes it and opens another. */
export function onInfo(
  step: Step,
  leading: Leading,
  from: ServerId,
  frame: FrameOf<'followerInfo'> | FrameOf<'observerInfo'>,
): void {
  const { acceptedEpoch, incarnation, dial } = frame;
  const before = leading.learners[from] ?? null;
  if (before !== null && before.channel.dial >= dial) return;
  const learner = newLearner({ ...openChannel(dial), received: 1 }, incarnation, acceptedEpoch);
  leading.learners[from] = learner;
  if (leading.epoch === 0) {
    proposeEpoch(step, leading);
    return;
  }
  const yields = step.rules.yieldsTo(acceptedEpoch, leading.epoch);
  if (votes(step, from, incarnation) && decided(step, 'yieldsTo', yields)) lookForLeader(step);
  else inform(step, leading, from, learner);
}

/** A quorum has said which epochs it accepted: the new one is later. */
function proposeEpoch(step: Step, leading: Leading): void {
  const { state, rules } = step;
  if (
    !suffices(
      step,
      votersWhere(step, leading, () => true),
    )
  )
    return;
  const accepted = leading.learners.flatMap((learner) =>
    learner?.stage.type === 'connected' ? [learner.stage.acceptedEpoch] : [],
  );
  leading.epoch = decided(step, 'newEpoch', rules.newEpoch(accepted));
  write(step, { type: 'accept', epoch: leading.epoch, leader: state.self });
  for (const [id, learner] of others(step, leading)) inform(step, leading, id, learner);
  const own = leading.learners[state.self] ?? null;
  if (own !== null) own.stage = { type: 'informed' };
  const { currentEpoch, zxid } = statedRecency(step);
  noteToSelf(step, decided(step, 'promiseWaits', rules.promiseWaits()), {
    type: 'ackEpoch',
    epoch: leading.epoch,
    counts: true,
    currentEpoch,
    zxid,
    history: null,
  });
}

export function onAckEpoch(
  step: Step,
  leading: Leading,
  from: ServerId,
  frame: FrameOf<'ackEpoch'>,
): void {
  const learner = leading.learners[from] ?? null;
  if (learner === null || learner.stage.type !== 'informed' || frame.epoch !== leading.epoch)
    return;
  const { counts, currentEpoch, zxid, history } = frame;
  learner.stage = { type: 'acknowledged', counts, currentEpoch, zxid, history };
  if (leading.stage !== 'discovery') synchronize(step, leading, from, learner);
  else if (from !== step.state.self && isBehind(step, frame)) lookForLeader(step);
  else chooseHistory(step, leading);
}

function isBehind(step: Step, learner: Recency): boolean {
  return decided(step, 'abortsFor', step.rules.abortsFor(learner, statedRecency(step)));
}

/** A quorum has promised the epoch: the most recent of its histories is the initial history. */
function chooseHistory(step: Step, leading: Leading): void {
  const promised = votersWhere(
    step,
    leading,
    ({ stage }) => stage.type === 'acknowledged' && stage.counts,
  );
  if (!suffices(step, promised)) return;
  const history = mostRecent(step, leading);
  if (history !== null) replaceHistory(step, history);
  startSynchronization(step, leading);
}

/** `null` where it is the leader's own. */
function mostRecent(step: Step, leading: Leading): History | null {
  let best: Recency = statedRecency(step);
  let history: History | null = null;
  for (const [, { stage }] of others(step, leading)) {
    if (stage.type !== 'acknowledged' || stage.history === null) continue;
    if (!decided(step, 'adoptsHistory', step.rules.adoptsHistory(stage, best))) continue;
    best = stage;
    history = stage.history;
  }
  return history;
}
