import type { ServerId } from '@menagerie/contract';
import { indexOf, knownVersion } from '../history.ts';
import { startLeading } from '../leading/discovery.ts';
import { startLearning } from '../learning/connection.ts';
import type { MessageOf } from '../messages.ts';
import { lookForLeader, notify, notifyAll, ownVote } from '../roles.ts';
import { isVoter, votes } from '../standing.ts';
import { arm, decided, disarm, type Step, write } from '../step.ts';
import type { Looking, Vote } from '../types.ts';
import { compareZxids } from '../zxid.ts';
import { agrees, betterVote, isSettled, sameVote } from './votes.ts';

// Fast leader election: ZooKeeper's FastLeaderElection. It only proposes whom to try: whether that
// server may lead is for discovery to say, so no safety rests on whom it names.

type Notification = MessageOf<'notification'>;

export function onNotification(step: Step, from: ServerId, message: Notification): void {
  const { role } = step.state;
  if (role.type !== 'looking') {
    if (message.state === 'looking') notify(step, from);
    return;
  }
  if (learnsActivation(step, message)) {
    // The membership decides who stands and who counts: the election begins anew.
    lookForLeader(step);
    return;
  }
  if (message.state === 'looking') {
    onLookingPeer(step, role, from, message);
  } else {
    onSettledPeer(step, role, from, message);
  }
}

/** Says it again. A server that is a quorum by itself hears from nobody, and counts here. */
export function onNotifyTimeout(step: Step): void {
  const { role } = step.state;
  if (role.type !== 'looking') return;
  notifyAll(step);
  count(step, role);
}

/** No better vote has come: the election is over. */
export function onFinalizeTimeout(step: Step): void {
  const { role } = step.state;
  if (role.type !== 'looking' || role.vote === null || !agrees(step, role)) return;
  settleFor(step, role.vote);
}

/** Counts again, after the vote or what was heard has changed. */
function count(step: Step, looking: Looking): void {
  const agreed = agrees(step, looking);
  if (agreed && !looking.finalizing) {
    arm(step, 'finalize', step.config.finalizeMs, step.config.finalizeMs);
  } else if (!agreed && looking.finalizing) {
    disarm(step, 'finalize');
  }
  looking.finalizing = agreed;
}

/**
 * A peer knows a reconfiguration to be committed that stands in the history here. Without its word
 * this server would need a quorum of the membership before, whose voters may be gone for good.
 */
function learnsActivation(step: Step, message: Notification): boolean {
  const { version } = message;
  if (knowledge(step, message) <= 0) return false;
  if (indexOf(step.state.persistent, version) === null) return false;
  write(step, { type: 'activate', zxid: version });
  return true;
}

/**
 * A server that may not lead has no vote of its own, and passes on the best that it has heard: it
 * may be a voter in the eyes of others, whose membership is newer than the one it knows.
 */
function onLookingPeer(step: Step, looking: Looking, from: ServerId, message: Notification): void {
  const { state } = step;
  const { vote, round } = message;
  const counts = votes(step, from, message.incarnation);
  const heeds = step.rules.heeds(counts, knowledge(step, message) > 0);
  if (!decided(step, 'heeds', heeds)) return;
  if (round < state.round) {
    // Without an answer the other would stay in its round until the next repetition.
    notify(step, from);
    return;
  }
  if (round > state.round) {
    state.round = round;
    looking.heard.fill(null);
    changeVote(step, looking, preferred(step, message, ownVote(step)));
  } else {
    const best = preferred(step, message, looking.vote);
    if (best !== null && !isSame(best, looking.vote)) changeVote(step, looking, best);
  }
  looking.heard[from] = counts && vote !== null ? { vote, round, state: 'looking' } : null;
  count(step, looking);
}

/**
 * Which of two votes is better is for those to say who know the newest membership: one who knows an
 * older counts quorums that nobody else does, and as a leader would wait for them for ever.
 */
function preferred(step: Step, message: Notification, own: Vote | null): Vote | null {
  const { vote } = message;
  const more = knowledge(step, message);
  if (vote === null || more < 0) return own;
  return more > 0 ? vote : betterVote(step, vote, own);
}

function isSame(vote: Vote, own: Vote | null): boolean {
  return own !== null && sameVote(vote, own);
}

/** Above 0 where a peer knows a newer membership than this server, below where an older one. */
function knowledge({ state }: Step, { version }: Notification): number {
  return compareZxids(version, knownVersion(state.persistent));
}

/** A better vote: whoever agreed with the one before does not agree with this one yet. */
function changeVote(step: Step, looking: Looking, vote: Vote | null): void {
  looking.vote = vote;
  if (looking.finalizing) disarm(step, 'finalize');
  looking.finalizing = false;
  notifyAll(step);
}

function onSettledPeer(step: Step, looking: Looking, from: ServerId, message: Notification): void {
  const { state } = step;
  const { vote, round } = message;
  if (vote === null) return;
  if (message.state === 'leading' && joinsOnItsWord(step, looking, from, message)) {
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

function joinsOnItsWord(
  step: Step,
  { vote }: Looking,
  from: ServerId,
  message: Notification,
): boolean {
  const older = knowledge(step, message) > 0;
  const elected = vote?.leader === from;
  const joins = step.rules.joinsOnItsWord(isVoter(step), older, elected);
  return decided(step, 'joinsOnItsWord', joins);
}

function settleFor(step: Step, vote: Vote): void {
  disarm(step, 'notify');
  disarm(step, 'finalize');
  if (vote.leader === step.state.self) startLeading(step, vote);
  else startLearning(step, vote);
}
