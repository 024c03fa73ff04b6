import type { ServerId } from '@menagerie/contract';
import { startLeading } from '../leading/discovery.ts';
import { startLearning } from '../learning/connection.ts';
import type { MessageOf } from '../messages.ts';
import { knownVersion, notify, notifyAll, ownVote } from '../roles.ts';
import { isVoter, votes } from '../standing.ts';
import { arm, decided, disarm, type Step } from '../step.ts';
import type { Looking, Vote } from '../types.ts';
import { compareZxids } from '../zxid.ts';
import { agrees, betterVote, isSettled, sameVote } from './votes.ts';

// Fast leader election: ZooKeeper's FastLeaderElection. It only proposes whom to try: whether that
// server may lead is for discovery to say, so no safety rests on what follows.

type Notification = MessageOf<'notification'>;

export function onNotification(step: Step, from: ServerId, message: Notification): void {
  const { role } = step.state;
  if (role.type !== 'looking') {
    if (message.state === 'looking') notify(step, from);
  } else if (message.state === 'looking') {
    onLookingPeer(step, role, from, message);
  } else {
    onSettledPeer(step, role, from, message);
  }
}

export function onNotifyTimeout(step: Step): void {
  if (step.state.role.type === 'looking') notifyAll(step);
}

/** No better vote has come: the election is over. */
export function onFinalizeTimeout(step: Step): void {
  const { role } = step.state;
  if (role.type !== 'looking' || role.vote === null || !agrees(step, role)) return;
  settleFor(step, role.vote);
}

/** Counts again, after the vote or what was heard has changed. */
export function count(step: Step, looking: Looking): void {
  const agreed = agrees(step, looking);
  if (agreed && !looking.finalizing) {
    arm(step, 'finalize', step.config.finalizeMs, step.config.finalizeMs);
  } else if (!agreed && looking.finalizing) {
    disarm(step, 'finalize');
  }
  looking.finalizing = agreed;
}

function onLookingPeer(step: Step, looking: Looking, from: ServerId, message: Notification): void {
  const { state } = step;
  const { vote, round } = message;
  if (vote === null || !votes(step, from, message.incarnation)) return;
  if (round < state.round) {
    // Without an answer the other would stay in its round until the next repetition.
    notify(step, from);
    return;
  }
  if (round > state.round) {
    state.round = round;
    looking.heard.fill(null);
    changeVote(step, looking, betterVote(step, vote, ownVote(step)));
    notifyAll(step);
  } else if (
    looking.vote === null ||
    !sameVote(betterVote(step, vote, looking.vote), looking.vote)
  ) {
    changeVote(step, looking, vote);
    notifyAll(step);
  }
  looking.heard[from] = { vote, round, state: 'looking' };
  count(step, looking);
}

/** A better vote: whoever agreed with the one before does not agree with this one yet. */
function changeVote(step: Step, looking: Looking, vote: Vote): void {
  looking.vote = vote;
  if (looking.finalizing) disarm(step, 'finalize');
  looking.finalizing = false;
}

function onSettledPeer(step: Step, looking: Looking, from: ServerId, message: Notification): void {
  const { state, rules } = step;
  const { vote, round } = message;
  if (vote === null) return;
  const older = compareZxids(knownVersion(state), message.version) < 0;
  const stranger = decided(step, 'joinsAsStranger', rules.joinsAsStranger(isVoter(step), older));
  if (stranger && message.state === 'leading') {
    settleFor(step, vote);
    return;
  }
  if (!votes(step, from, message.incarnation)) return;
  looking.heard[from] = { vote, round, state: message.state };
  if (vote.leader !== state.self && isSettled(step, looking, vote)) {
    state.round = round;
    settleFor(step, vote);
    return;
  }
  count(step, looking);
}

function settleFor(step: Step, vote: Vote): void {
  disarm(step, 'notify');
  disarm(step, 'finalize');
  if (vote.leader === step.state.self) startLeading(step, vote);
  else startLearning(step, vote);
}
