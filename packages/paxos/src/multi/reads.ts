import { idsOf, type RequestId } from '@menagerie/contract';
import { answer, decided, send } from '../step.ts';
import type { PaxosReadMode } from './messages.ts';
import { decides, eraInForce, isPrepared, learners, others } from './standing.ts';
import { ownEra, type PaxosStep, refuseCommand } from './step.ts';
import type { Leader } from './types.ts';

// Linearizable reads without a slot.

export function onRead(step: PaxosStep, request: RequestId, mode: PaxosReadMode): void {
  const { role, chosen } = step.state;
  if (mode === 'local') {
    answer(step, request, { type: 'read', slot: chosen, by: 'local' });
    return;
  }
  if (role.type !== 'leader') {
    refuseCommand(step, request, 'not-leader');
    return;
  }
  // Only answers to a heartbeat that is sent after the read came say anything about now.
  role.round += 1;
  role.reads.push({ round: role.round, request });
  sendHeartbeats(step, role);
  answerReads(step, role);
}

/** Answers the reads that are confirmed, once this server has all that they must see. */
export function answerReads(step: PaxosStep, leader: Leader): void {
  if (leader.reads.length === 0 || !isCaughtUp(step, leader)) return;
  const { state, rules } = step;
  let settled = 0;
  for (const { round, request } of leader.reads) {
    const reached = isAnswered(step, leader, round);
    if (!decided(step, 'isConfirmed', rules.isConfirmed(reached))) break;
    answer(step, request, { type: 'read', slot: state.chosen, by: 'quorum' });
    settled += 1;
  }
  if (settled > 0) leader.reads.splice(0, settled);
}

/** Whether nothing was chosen, before this ballot, in the slot after the last that is known. */
function isCaughtUp(step: PaxosStep, leader: Leader): boolean {
  const { chosen } = step.state;
  const prepared = isPrepared(step, eraInForce(step), leader);
  const verdict = step.rules.isCaughtUp(chosen, leader.recovered, prepared);
  return decided(step, 'isCaughtUp', verdict);
}

/**
 * Whether a quorum of phase 2 has answered the round: it meets every quorum that could have
 * promised a higher ballot, in the slot in which another leader would have chosen first.
 */
function isAnswered(step: PaxosStep, { acked }: Leader, round: number): boolean {
  let answeredBy = 1 << step.state.self;
  acked.forEach((newest, server) => {
    if (newest >= round) answeredBy |= 1 << server;
  });
  return decides(step, eraInForce(step), 'write', answeredBy);
}

export function sendHeartbeats(step: PaxosStep, { round }: Leader): void {
  const { chosen, persistent } = step.state;
  const { promised: ballot } = persistent;
  const heartbeat = { type: 'heartbeat', era: ownEra(step), ballot, chosen, round } as const;
  for (const to of idsOf(others(step) | learners(step))) send(step, to, heartbeat);
}
