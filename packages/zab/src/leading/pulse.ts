import type { RequestId, ServerId } from '@menagerie/contract';
import { isOverdue } from '../channel.ts';
import { zxidAt } from '../history.ts';
import type { MessageOf } from '../messages.ts';
import { lookForLeader } from '../roles.ts';
import { suffices, votersWhere } from '../standing.ts';
import { answer, arm, decided, refuse, type Step, send, sendFrame } from '../step.ts';
import type { Leading, PendingRead } from '../types.ts';
import { ZERO } from '../zxid.ts';
import { dropLearner, others } from './learners.ts';

// How a leader knows that it still leads: pings, the check of the quorum, and reads that ask for it.

export function onPingTimeout(step: Step, leading: Leading): void {
  pingAll(step, leading);
  arm(step, 'ping', step.config.pingMs, step.config.pingMs);
}

function pingAll(step: Step, leading: Leading): void {
  const { round } = leading;
  for (const [id, { channel }] of others(step, leading)) {
    send(step, id, { type: 'ping', dial: channel.dial, sent: channel.sent, round });
  }
}

/** A learner is there. It tells how much it has sent, of which its disk may hold back the last part. */
export function onPong(
  step: Step,
  leading: Leading,
  from: ServerId,
  pong: MessageOf<'pong'>,
): void {
  const learner = leading.learners[from] ?? null;
  if (learner === null || learner.channel.dial !== pong.dial) return;
  learner.heard = true;
  learner.round = Math.max(learner.round, pong.round);
  learner.channel.told = Math.max(learner.channel.told, pong.sent);
  answerReads(step, leading);
}

/**
 * Without a quorum of learners nothing can be committed, and another leader may have been elected.
 * And a learner whose frames stay away for so long has to dial anew: one was lost, or its disk is as
 * good as dead (ZooKeeper's LearnerHandler, SyncLimitCheck). To look at each ping would be too
 * early: an answer to a ping overtakes the acknowledgements that wait for the disk.
 */
export function onQuorumTimeout(step: Step, leading: Leading): void {
  const { state, config } = step;
  const there = votersWhere(step, leading, ({ stage, heard }) => stage.type === 'synced' && heard);
  if (leading.stage !== 'broadcast' || !suffices(step, there | (1 << state.self))) {
    lookForLeader(step);
    return;
  }
  for (const [id, learner] of others(step, leading)) {
    const isLate = isOverdue(learner.channel);
    if (!learner.heard || isLate) dropLearner(step, leading, id);
    else learner.heard = false;
  }
  arm(step, 'quorum', config.syncMs, config.syncMs);
}

/** A read waits for a round of pings that begins now. */
export function onSyncRead(
  step: Step,
  leading: Leading,
  request: RequestId,
  from: PendingRead['from'],
): void {
  if (leading.stage !== 'broadcast') {
    if (from === null) refuse(step, request, 'not-established');
    return;
  }
  leading.round += 1;
  const own = leading.learners[step.state.self] ?? null;
  if (own !== null) own.round = leading.round;
  leading.reads.push({ round: leading.round, request, from });
  pingAll(step, leading);
  answerReads(step, leading);
}

function answerReads(step: Step, leading: Leading): void {
  let settled = 0;
  for (const read of leading.reads) {
    const answered = votersWhere(
      step,
      leading,
      ({ stage, round }) => stage.type === 'synced' && round >= read.round,
    );
    const confirmed = step.rules.isConfirmed(suffices(step, answered));
    if (!decided(step, 'isConfirmed', confirmed)) break;
    confirmRead(step, leading, read);
    settled += 1;
  }
  leading.reads.splice(0, settled);
}

/** To a learner the confirmation goes over its connection, behind all commits that were sent. */
function confirmRead(step: Step, leading: Leading, { request, from }: PendingRead): void {
  const { persistent, delivered } = step.state;
  if (from === null) {
    const zxid = zxidAt(persistent, delivered) ?? ZERO;
    answer(step, request, { type: 'read', zxid, by: 'sync' });
    return;
  }
  const learner = leading.learners[from.server] ?? null;
  if (learner === null || learner.channel.dial !== from.dial) return;
  sendFrame(step, from.server, learner.channel, { type: 'sync', request });
}
