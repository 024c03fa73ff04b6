import { has, type RequestId, type ServerId } from '@menagerie/contract';
import { startElection } from './election.ts';
import { isCaughtUp, replicateTo } from './sending.ts';
import { mayCampaign } from './standing.ts';
import { arm, refuse, type Step, send } from './step.ts';
import type { Leader } from './types.ts';

// Leadership transfer: dissertation §3.10.

export function onTransferLeadership(
  step: Step,
  leader: Leader,
  request: RequestId,
  to: ServerId,
): void {
  const { state, config } = step;
  if (leader.transfer !== null) {
    refuse(step, request, 'transferring');
    return;
  }
  if (to === state.self || !has(state.membership.voters, to)) {
    refuse(step, request, 'not-a-voter');
    return;
  }
  leader.transfer = { to, request, sent: false };
  arm(step, 'transfer', config.electionMs, config.electionMs);
  handOver(step, leader, to);
  replicateTo(step, leader, to, false);
}

/** Tells the successor to campaign, once it has the whole log and so can win. */
export function handOver(step: Step, leader: Leader, to: ServerId): void {
  const { transfer, lease } = leader;
  const peer = leader.peers[to] ?? null;
  if (transfer === null || transfer.to !== to || transfer.sent || peer === null) return;
  if (!isCaughtUp(step, peer)) return;
  transfer.sent = true;
  lease.forfeited = true;
  send(step, to, { type: 'timeoutNow', term: step.state.persistent.currentTerm });
}

/** The successor did not make it: go on leading. */
export function onTransferTimeout(step: Step, leader: Leader): void {
  const { transfer } = leader;
  if (transfer === null) return;
  leader.transfer = null;
  refuse(step, transfer.request, 'transfer-timeout');
}

/** No pre-vote and no waiting: the leader has asked for it. */
export function onTimeoutNow(step: Step): void {
  const { role } = step.state;
  if (role.type === 'leader' || role.type === 'candidate') return;
  if (!mayCampaign(step)) return;
  startElection(step, true);
}
