import { idsOf, type ServerId } from '@menagerie/contract';
import { arm, decided, disarm, promise, send } from '../step.ts';
import { tellPromise } from './acceptor.ts';
import { learnAll } from './learning.ts';
import { lastSlot } from './log.ts';
import type { PaxosMessageOf } from './messages.ts';
import { nextSlot, propose } from './proposing.ts';
import { answerReads, sendHeartbeats } from './reads.ts';
import { follow } from './roles.ts';
import { eraInForce, isLearner, isMember, isPrepared, others } from './standing.ts';
import { armElection, ownEra, type PaxosStep, writePromise } from './step.ts';
import type { Candidate, Leader, Phase1, SlotVote } from './types.ts';

// Phase 1 for all slots at once: Paxos Made Simple §3.

/** No leader was heard. Who is no member can only tell the members how far it knows. */
export function onElectionTimeout(step: PaxosStep): void {
  const { role } = step.state;
  if (role.type === 'leader') return;
  const knowsLeader = role.type === 'follower' && role.leader !== null;
  const may = step.rules.mayCampaign(isMember(step), knowsLeader);
  if (decided(step, 'mayCampaign', may)) {
    armElection(step);
    campaign(step);
    return;
  }
  // The leader that it follows without a vote may be none any more.
  if (isLearner(step)) follow(step, null);
  else armElection(step);
  announce(step);
}

function announce(step: PaxosStep): void {
  const { chosen } = step.state;
  for (const to of idsOf(others(step))) send(step, to, { type: 'announce', chosen });
}

/** Phase 1a, with a ballot above all that this server has promised, and so has ever used. */
function campaign(step: PaxosStep): void {
  const { state, rules, config } = step;
  const { self, persistent, chosen } = state;
  const round = persistent.promised.round + 1;
  const ballot = rules.nextBallot(round, self);
  decided(step, 'nextBallot', round);
  writePromise(step, ballot);
  const promises = Array.from({ length: config.servers }, () => 0);
  state.role = { type: 'candidate', promises, reported: [] };
  const from = chosen + 1;
  const waits = decided(step, 'ballotWaits', rules.ballotWaits());
  for (const to of idsOf(others(step))) {
    promise(step, waits, to, { type: 'prepare', era: ownEra(step), ballot, from });
  }
  tellPromise(step, self, ballot, from);
}

/** Phase 1b, heard: what the acceptor has, and that it accepts nothing below any more. */
export function onPromise(
  step: PaxosStep,
  from: ServerId,
  message: PaxosMessageOf<'promise'>,
): void {
  const { state, rules } = step;
  const { role: was, persistent } = state;
  if (was.type === 'follower') return;
  const { promised } = persistent;
  if (!decided(step, 'isAnswerTo', rules.isAnswerTo(message.ballot, promised))) return;
  learnAll(step, message.snapshot, message.from, message.values);
  const { role } = state;
  if (role.type === 'follower') return;
  role.promises[from] = message.incarnation + 1;
  merge(step, role, message.votes);
  if (role.type === 'leader') {
    answerReads(step, role);
    propose(step, role);
  } else if (isPrepared(step, eraInForce(step), role)) lead(step, role);
}

/** Keeps for each slot that is not proposed yet the vote of the highest ballot. */
function merge(step: PaxosStep, role: Candidate | Leader, votes: readonly SlotVote[]): void {
  const { state, rules } = step;
  const next = role.type === 'leader' ? nextSlot(step, role) : state.chosen + 1;
  const ownLast = lastSlot(state.persistent);
  for (const vote of votes) {
    if (vote.slot < next) continue;
    if (decided(step, 'recovers', rules.recovers(vote.slot, ownLast)))
      keepHighest(step, role, vote);
  }
  if (role.type === 'leader') role.recovered = Math.max(role.recovered, lastReported(role));
}

function keepHighest(step: PaxosStep, { reported }: Phase1, vote: SlotVote): void {
  let at = reported.length;
  while (at > 0 && (reported[at - 1]?.slot ?? 0) > vote.slot) at -= 1;
  const known = reported[at - 1];
  if (known === undefined || known.slot < vote.slot) {
    reported.splice(at, 0, vote);
  } else if (decided(step, 'supersedes', step.rules.supersedes(vote, known))) {
    reported[at - 1] = vote;
  }
}

/** A quorum has promised. What it told of is proposed first, so that it stays what it may be. */
function lead(step: PaxosStep, { promises, reported }: Candidate): void {
  const { state, config } = step;
  const leader: Leader = {
    type: 'leader',
    promises,
    reported,
    recovered: lastReported({ reported }),
    flights: [],
    waiting: [],
    round: 0,
    acked: Array.from({ length: config.servers }, () => 0),
    reads: [],
    heard: 0,
    listening: 0,
  };
  state.role = leader;
  disarm(step, 'election');
  arm(step, 'heartbeat', { min: config.heartbeatMs, max: config.heartbeatMs });
  arm(step, 'quorum', { min: config.electionMs, max: config.electionMs });
  sendHeartbeats(step, leader);
  propose(step, leader);
}

function lastReported({ reported }: Pick<Phase1, 'reported'>): number {
  return reported.at(-1)?.slot ?? 0;
}
