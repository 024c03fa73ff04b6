import type { RequestId } from '@menagerie/contract';
import type { ReadMode } from './messages.ts';
import { sendHeartbeats } from './sending.ts';
import { leaderHasQuorum } from './standing.ts';
import { answer, arm, decided, refuse, type Step } from './step.ts';
import type { Leader, LeaseSlot } from './types.ts';

// Linearizable reads without a log entry: dissertation §6.4.

export function onRead(step: Step, request: RequestId, mode: ReadMode): void {
  const { state, rules } = step;
  const { role, lastApplied } = state;
  if (mode === 'local') {
    answer(step, request, { type: 'read', index: lastApplied, by: 'local' });
    return;
  }
  if (role.type !== 'leader') {
    refuse(step, request, 'not-leader');
    return;
  }
  const index = decided(step, 'readIndex', rules.readIndex(state.commitIndex, role.termStart));
  if (mode === 'lease' && index <= lastApplied && hasLease(step, role)) {
    answer(step, request, { type: 'read', index, by: 'lease' });
    return;
  }
  // Only answers to a heartbeat that is sent after the read came say anything about now.
  role.round += 1;
  role.reads.push({ index, round: role.round, request });
  sendHeartbeats(step, role);
  answerReads(step, role);
}

/** Answers the reads that are confirmed and applied. Both grow along the list. */
export function answerReads(step: Step, leader: Leader): void {
  const { state, rules } = step;
  let settled = 0;
  for (const { index, round, request } of leader.reads) {
    if (index > state.lastApplied) break;
    const reached = leaderHasQuorum(step, leader, (peer) => peer.ackedRound >= round);
    if (!decided(step, 'isConfirmed', rules.isConfirmed(reached))) break;
    answer(step, request, { type: 'read', index, by: 'quorum' });
    settled += 1;
  }
  if (settled > 0) leader.reads.splice(0, settled);
}

/** A new heartbeat round; with leases, one that a lease may come of. */
export function beginRound(step: Step, leader: Leader): void {
  if (step.config.leases && !leader.lease.forfeited) {
    leader.round += 1;
    requestLease(step, leader);
  }
  sendHeartbeats(step, leader);
}

/**
 * A lease runs from the sending of its round: the voters' silence begins later, and so ends later.
 * There are two slots, so that the next lease is confirmed before the one in use runs out.
 */
function requestLease(step: Step, { lease, round }: Leader): void {
  const slot = freeSlot(lease.even, lease.odd);
  if (slot === null) return;
  slot.round = round;
  slot.confirmed = false;
  const { electionMs, driftPerMille } = step.config;
  const span = decided(step, 'leaseMs', step.rules.leaseMs(electionMs, driftPerMille));
  arm(step, slot === lease.even ? 'leaseEven' : 'leaseOdd', span, span);
}

/** One that is not armed; else, if both are confirmed, the older. */
function freeSlot(even: LeaseSlot, odd: LeaseSlot): LeaseSlot | null {
  if (even.round === 0) return even;
  if (odd.round === 0) return odd;
  if (!even.confirmed || !odd.confirmed) return null;
  return even.round < odd.round ? even : odd;
}

/** Looks whether a quorum has answered the rounds that leases were asked with. */
export function confirmLeases(step: Step, leader: Leader): void {
  for (const slot of [leader.lease.even, leader.lease.odd]) {
    if (slot.round === 0 || slot.confirmed) continue;
    slot.confirmed = leaderHasQuorum(step, leader, (peer) => peer.ackedRound >= slot.round);
  }
}

export function onLeaseTimeout(leader: Leader, which: 'even' | 'odd'): void {
  leader.lease[which] = { round: 0, confirmed: false };
}

function hasLease(step: Step, { lease }: Leader): boolean {
  if (!lease.even.confirmed && !lease.odd.confirmed) return false;
  return decided(step, 'mayUseLease', step.rules.mayUseLease(lease.forfeited));
}
