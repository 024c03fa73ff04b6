import { has, type ServerId } from '@menagerie/contract';
import { compareBallots } from '../ballot.ts';
import { arm, decided, send } from '../step.ts';
import { learnThrough, refuse } from './acceptor.ts';
import { askMissing } from './asking.ts';
import { askToLearn } from './learning.ts';
import { valuesBetween } from './log.ts';
import type { PaxosMessageOf } from './messages.ts';
import { answerReads, sendHeartbeats } from './reads.ts';
import { follow, hear } from './roles.ts';
import { counts, decides, eraInForce, learners } from './standing.ts';
import { ownEra, type PaxosStep, writePromise } from './step.ts';
import type { Leader } from './types.ts';

// How a leader stays one, and repairs what the network lost: Paxos Made Simple §2.4.

export function onHeartbeatTimeout(step: PaxosStep, leader: Leader): void {
  const { heartbeatMs } = step.config;
  arm(step, 'heartbeat', { min: heartbeatMs, max: heartbeatMs });
  sendHeartbeats(step, leader);
  askMissing(step, leader);
}

export function onHeartbeat(
  step: PaxosStep,
  from: ServerId,
  { era, ballot, chosen, round }: PaxosMessageOf<'heartbeat'>,
): void {
  const { persistent } = step.state;
  if (!decided(step, 'mayAccept', step.rules.mayAccept(ballot, persistent.promised))) {
    refuse(step, from, ballot);
    return;
  }
  hear(step, ballot);
  // Not gated: it tells of promises that were not given, and a crash gives none.
  const { incarnation } = persistent;
  send(step, from, { type: 'heartbeatAnswer', era, ballot, round, incarnation });
  if (learnThrough(step, chosen, ballot)) askToLearn(step, from);
}

export function onHeartbeatAnswer(
  step: PaxosStep,
  from: ServerId,
  { ballot, round, incarnation }: PaxosMessageOf<'heartbeatAnswer'>,
): void {
  const { state, rules } = step;
  const { role, persistent } = state;
  if (role.type !== 'leader') return;
  if (!decided(step, 'isAnswerTo', rules.isAnswerTo(ballot, persistent.promised))) return;
  const era = eraInForce(step);
  if (era !== null && counts(step, era.membership, from, incarnation)) {
    role.heard |= 1 << from;
    role.acked[from] = Math.max(role.acked[from] ?? 0, round);
    answerReads(step, role);
  }
  if (has(learners(step), from)) {
    role.heard |= 1 << from;
    role.listening |= 1 << from;
  } else resend(step, role, from);
}

/** What was sent before the heartbeat should have been accepted; if it was lost, this repairs it. */
function resend(step: PaxosStep, { flights }: Leader, to: ServerId): void {
  const { state, config } = step;
  const missing = flights.findIndex(({ acceptedBy }) => (acceptedBy & (1 << to)) === 0);
  if (!decided(step, 'resends', step.rules.resends(missing >= 0))) return;
  const from = state.chosen + 1 + missing;
  const last = Math.min(from + config.maxBatch - 1, state.chosen + flights.length);
  send(step, to, {
    type: 'accept',
    era: ownEra(step),
    ballot: state.persistent.promised,
    from,
    values: valuesBetween(state.persistent, from, last),
    chosen: state.chosen,
  });
}

/** A leader that no quorum answers is perhaps one no more, and keeps its clients waiting. */
export function onQuorumTimeout(step: PaxosStep, leader: Leader): void {
  const { config, state, rules } = step;
  const heard = decides(step, eraInForce(step), 'write', leader.heard | (1 << state.self));
  if (!decided(step, 'staysLeader', rules.staysLeader(heard))) {
    follow(step, null);
    return;
  }
  leader.listening = leader.heard & learners(step);
  leader.heard = 0;
  arm(step, 'quorum', { min: config.electionMs, max: config.electionMs });
}

/** Somebody has promised more: nothing more will come of this ballot there. */
export function onRefused(step: PaxosStep, { ballot, promised }: PaxosMessageOf<'refused'>): void {
  const { role, persistent } = step.state;
  if (role.type === 'follower' || compareBallots(ballot, persistent.promised) !== 0) return;
  if (compareBallots(promised, ballot) <= 0) return;
  // Kept as a promise, so that the next ballot of this server is above it.
  writePromise(step, promised);
  follow(step, null);
}
