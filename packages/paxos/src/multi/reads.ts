import { idsOf, type RequestId } from '@menagerie/contract';
import { answer, decided, send } from '../step.ts';
import type { PaxosReadMode } from './messages.ts';
import { decides, eraInForce, others } from './standing.ts';
import { ownEra, type PaxosStep, refuseCommand } from './step.ts';
import type { Leader } from './types.ts';

// Linearizable reads without a slot.

export function onRead(step: PaxosStep, request: RequestId, mode: PaxosReadMode): void {
  const { state, rules } = step;
  const { role, chosen } = state;
  if (mode === 'local') {
    answer(step, request, { type: 'read', slot: chosen, by: 'local' });
    return;
  }
  if (role.type !== 'leader') {
    refuseCommand(step, request, 'not-leader');
    return;
  }
  const slot = decided(step, 'readSlot', rules.readSlot(chosen, role.recovered));
  // Only answers to a heartbeat that is sent after the read came say anything about now.
  role.round += 1;
  role.reads.push({ slot, round: role.round, request });
  sendHeartbeats(step, role);
  answerReads(step, role);
}

/** Answers the reads that are confirmed and delivered. Both grow along the list. */
export function answerReads(step: PaxosStep, leader: Leader): void {
  const { state, rules } = step;
  let settled = 0;
  for (const { slot, round, request } of leader.reads) {
    if (slot > state.chosen) break;
    const reached = isAnswered(step, leader, round);
    if (!decided(step, 'isConfirmed', rules.isConfirmed(reached))) break;
    answer(step, request, { type: 'read', slot, by: 'quorum' });
    settled += 1;
  }
  if (settled > 0) leader.reads.splice(0, settled);
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
  for (const to of idsOf(others(step))) send(step, to, heartbeat);
}
