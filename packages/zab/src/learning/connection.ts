import type { ServerId } from '@menagerie/contract';
import { isOverdue, openChannel, takeNumber } from '../channel.ts';
import type { MessageOf } from '../messages.ts';
import { lookForLeader } from '../roles.ts';
import { isVoter } from '../standing.ts';
import { arm, decided, ownIncarnation, refuse, type Step, send, write } from '../step.ts';
import type { Learning, Vote } from '../types.ts';

// A learner and its connection to the leader: ZooKeeper's Learner.

/** Follows the leader of a vote, or observes it. */
export function startLearning(step: Step, vote: Vote): void {
  step.state.role = {
    type: 'learning',
    leader: vote.leader,
    vote,
    channel: openChannel(0),
    stage: 'dialling',
    epoch: 0,
    learned: 0,
    initial: 0,
    syncs: [],
  };
  dial(step, step.state.role);
}

/** Gives up a connection on which something is lost, and opens another to the same leader. */
export function redial(step: Step, learning: Learning): void {
  for (const request of learning.syncs.splice(0)) refuse(step, request, 'leader-lost');
  learning.stage = 'dialling';
  dial(step, learning);
}

function dial(step: Step, learning: Learning): void {
  const { state, config } = step;
  // Durable, so that no frame of a former life of this server can pass for one of this connection.
  write(step, { type: 'dial', dial: state.persistent.dials + 1 });
  learning.channel = openChannel(state.persistent.dials);
  takeNumber(learning.channel);
  sendInfo(step, learning);
  waitForLeader(step, learning);
  arm(step, 'dial', config.pingMs, 2 * config.pingMs);
}

/** The leader may not know yet that it leads, or the frame may be lost. */
export function onDialTimeout(step: Step): void {
  const { role } = step.state;
  if (role.type !== 'learning' || role.stage !== 'dialling') return;
  sendInfo(step, role);
  arm(step, 'dial', step.config.pingMs, 2 * step.config.pingMs);
}

export function onLeaderTimeout(step: Step): void {
  if (step.state.role.type === 'learning') lookForLeader(step);
}

/** A word of the leader. */
export function waitForLeader({ config, effects }: Step, { stage }: Learning): void {
  const ms = stage === 'serving' ? config.syncMs : config.initMs;
  effects.push({ type: 'arm', timer: 'leader', span: { min: ms, max: ms } });
}

export function onClosed(step: Step, from: ServerId, message: MessageOf<'closed'>): void {
  const { role } = step.state;
  if (role.type !== 'learning' || role.leader !== from || role.channel.dial !== message.dial)
    return;
  if (message.leads) redial(step, role);
  else lookForLeader(step);
}

/** Answers, and looks whether a frame was lost. */
export function onPing(step: Step, learning: Learning, ping: MessageOf<'ping'>): void {
  const { channel, leader } = learning;
  if (!decided(step, 'isOpen', step.rules.isOpen(ping.dial, channel.dial))) return;
  channel.told = ping.sent;
  if (isOverdue(channel)) {
    redial(step, learning);
    return;
  }
  if (learning.stage !== 'dialling') waitForLeader(step, learning);
  send(step, leader, { type: 'pong', dial: channel.dial, sent: channel.sent, round: ping.round });
}

function sendInfo(step: Step, { leader, channel }: Learning): void {
  const { acceptedEpoch } = step.state.persistent;
  const type = isVoter(step) ? 'followerInfo' : 'observerInfo';
  const incarnation = ownIncarnation(step);
  step.effects.push({
    type: 'send',
    to: leader,
    message: { type, acceptedEpoch, incarnation, dial: channel.dial, nth: 0 },
    gated: true,
  });
}
