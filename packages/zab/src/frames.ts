import type { ServerId } from '@menagerie/contract';
import { nextFrame, receive } from './channel.ts';
import { onAckEpoch, onInfo } from './leading/discovery.ts';
import { onSyncRead } from './leading/pulse.ts';
import { onAck } from './leading/synchronization.ts';
import { onCommit, onInform, onProposal, onSynced } from './learning/broadcast.ts';
import { onLeaderInfo } from './learning/discovery.ts';
import { onDiff, onNewLeader, onSnap, onTrunc, onUpToDate } from './learning/synchronization.ts';
import type { ZabFrame } from './messages.ts';
import { decided, type Step, send } from './step.ts';
import type { Leading, Learning } from './types.ts';

// Frames reach the protocol in the order in which they were sent, or not at all.

export function receiveFrame(step: Step, from: ServerId, frame: ZabFrame): void {
  const { role, self } = step.state;
  if (role.type === 'leading') {
    if (from === self) onLearnerFrame(step, role, from, frame);
    else if (frame.type === 'followerInfo' || frame.type === 'observerInfo') {
      onInfo(step, role, from, frame);
    } else receiveFromLearner(step, role, from, frame);
  } else if (role.type === 'learning') {
    if (role.leader === from) receiveFromLeader(step, role, frame);
    else if (isDialling(frame))
      send(step, from, { type: 'closed', dial: frame.dial, leads: false });
  }
}

function isDialling({ type }: ZabFrame): boolean {
  return type === 'followerInfo' || type === 'observerInfo';
}

/**
 * Whether a frame goes from a learner to its leader. Each server numbers the connections that it
 * dials, so that one dialled in the other direction may bear the same number.
 */
function isForLeader(frame: ZabFrame): boolean {
  return isDialling(frame) || TO_LEADER.has(frame.type);
}

const TO_LEADER: ReadonlySet<ZabFrame['type']> = new Set(['ackEpoch', 'ack', 'request']);

function receiveFromLearner(step: Step, leading: Leading, from: ServerId, frame: ZabFrame): void {
  const learner = leading.learners[from] ?? null;
  if (learner === null || !isForLeader(frame)) return;
  if (!decided(step, 'isOpen', step.rules.isOpen(frame.dial, learner.channel.dial))) return;
  learner.heard = true;
  receive(learner.channel, frame);
  // A frame may end the leadership, or the connection.
  while (step.state.role === leading && leading.learners[from] === learner) {
    const next = nextFrame(learner.channel);
    if (next === null) return;
    onLearnerFrame(step, leading, from, next);
  }
}

function receiveFromLeader(step: Step, learning: Learning, frame: ZabFrame): void {
  const { channel } = learning;
  if (isForLeader(frame)) return;
  if (!decided(step, 'isOpen', step.rules.isOpen(frame.dial, channel.dial))) return;
  receive(channel, frame);
  while (step.state.role === learning && learning.channel === channel) {
    const next = nextFrame(channel);
    if (next === null) return;
    onLeaderFrame(step, learning, next);
  }
}

function onLearnerFrame(step: Step, leading: Leading, from: ServerId, frame: ZabFrame): void {
  switch (frame.type) {
    case 'ackEpoch':
      onAckEpoch(step, leading, from, frame);
      return;
    case 'ack':
      onAck(step, leading, from, frame);
      return;
    case 'request':
      onSyncRead(step, leading, frame.request, { server: from, dial: frame.dial });
      return;
    default:
    // Nothing else is for a leader.
  }
}

function onLeaderFrame(step: Step, learning: Learning, frame: ZabFrame): void {
  switch (frame.type) {
    case 'leaderInfo':
      onLeaderInfo(step, learning, frame);
      return;
    case 'diff':
      onDiff(step, learning);
      return;
    case 'trunc':
      onTrunc(step, learning, frame);
      return;
    case 'snap':
      onSnap(step, learning, frame);
      return;
    case 'newLeader':
      onNewLeader(step, learning, frame);
      return;
    case 'upToDate':
      onUpToDate(step, learning);
      return;
    case 'proposal':
      onProposal(step, learning, frame.txn);
      return;
    case 'commit':
    case 'commitAndActivate':
      onCommit(step, learning, frame.zxid);
      return;
    case 'inform':
    case 'informAndActivate':
      onInform(step, learning, frame.txn);
      return;
    case 'sync':
      onSynced(step, learning, frame);
      return;
    default:
    // Nothing else is for a learner.
  }
}
