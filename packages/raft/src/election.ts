import { idsOf, type ServerId, voteResult } from '@menagerie/contract';
import { appendOwn, findMembership } from './leading.ts';
import { lastEntry, lastIndex } from './log.ts';
import { membersIn, votersIn } from './membership.ts';
import type { MessageOf, RaftMessage } from './messages.ts';
import { adoptTerm, becomeFollower, isSheltered } from './roles.ts';
import { newPeer, replicate } from './sending.ts';
import { isMember, isVoter, mayCampaign, quorum } from './standing.ts';
import {
  arm,
  decided,
  disarm,
  ownIncarnation,
  promise,
  type Step,
  send,
  write,
  writeVote,
} from './step.ts';
import type { Leader } from './types.ts';

// Leader election: dissertation §3.4 and §3.6, pre-vote §9.6, disruptive servers §4.2.3.

export function onElectionTimeout(step: Step): void {
  if (!mayCampaign(step)) return;
  if (step.config.preVote) startPreVote(step);
  else startElection(step, false);
}

/** Asks whether an election could be won, without a new term that would depose a leader. */
function startPreVote(step: Step): void {
  const { state, rules } = step;
  const granted = rules.tally(0, state.self);
  state.role = { type: 'preCandidate', granted, refused: 0 };
  armElection(step);
  const { index: lastIndex, term: lastTerm } = lastEntry(state.persistent);
  const term = state.persistent.currentTerm + 1;
  askVoters(step, false, { type: 'requestPreVote', term, lastIndex, lastTerm });
  countVotes(step);
}

/** @param transfer whether the leader asked for it, so that sheltered servers answer too */
export function startElection(step: Step, transfer: boolean): void {
  const { state, rules } = step;
  const term = state.persistent.currentTerm + 1;
  writeVote(step, term, state.self);
  state.role = { type: 'candidate', granted: 0, refused: 0 };
  if (transfer) disarm(step, 'contact');
  armElection(step);
  const { index: lastIndex, term: lastTerm } = lastEntry(state.persistent);
  const waits = decided(step, 'voteWaits', rules.voteWaits());
  // A crash that took the term back would let it be led twice, by one server with two logs; and
  // a log that is shorter after the crash would win with the votes that the longer one was given.
  askVoters(step, waits, { type: 'requestVote', term, lastIndex, lastTerm, transfer });
  // Its own vote is a vote like any other: it counts once a crash cannot take it back.
  promise(step, waits, state.self, {
    type: 'voteAnswer',
    term,
    granted: true,
    incarnation: ownIncarnation(step),
  });
}

/** A pre-vote promises nothing and changes nothing, least of all the term. */
export function onRequestPreVote(
  step: Step,
  from: ServerId,
  request: MessageOf<'requestPreVote'>,
): void {
  const { currentTerm, votedFor } = step.state.persistent;
  if (!heeds(step, false)) return;
  const free = request.term > currentTerm || step.rules.mayGrantVote(votedFor, from);
  send(step, from, {
    type: 'preVoteAnswer',
    term: currentTerm,
    proposed: request.term,
    granted: free && isUpToDate(step, request),
    incarnation: ownIncarnation(step),
  });
}

export function onRequestVote(step: Step, from: ServerId, request: MessageOf<'requestVote'>): void {
  const { state, rules } = step;
  const { persistent } = state;
  if (!heeds(step, request.transfer)) return;
  if (request.term > persistent.currentTerm) adoptTerm(step, request.term);
  const term = persistent.currentTerm;
  const incarnation = ownIncarnation(step);
  const granted =
    decided(step, 'votesThough', rules.votesThough(isVoter(step))) &&
    decided(step, 'mayGrantVote', rules.mayGrantVote(persistent.votedFor, from)) &&
    isUpToDate(step, request);
  if (!granted) {
    send(step, from, { type: 'voteAnswer', term, granted, incarnation });
    return;
  }
  if (persistent.votedFor !== from) writeVote(step, term, from);
  const waits = decided(step, 'voteWaits', rules.voteWaits());
  promise(step, waits, from, { type: 'voteAnswer', term, granted, incarnation });
  if (state.role.type === 'follower' && !state.role.heard) armElection(step);
}

export function onPreVoteAnswer(
  step: Step,
  from: ServerId,
  given: MessageOf<'preVoteAnswer'>,
): void {
  const { role, persistent } = step.state;
  if (role.type !== 'preCandidate' || given.proposed !== persistent.currentTerm + 1) return;
  recordVote(step, from, given.granted, given.incarnation);
}

export function onVoteAnswer(step: Step, from: ServerId, given: MessageOf<'voteAnswer'>): void {
  const { state, rules } = step;
  if (state.role.type !== 'candidate') return;
  const { currentTerm } = state.persistent;
  if (!decided(step, 'isCurrentGrant', rules.isCurrentGrant(given.term, currentTerm))) return;
  recordVote(step, from, given.granted, given.incarnation);
}

function recordVote(step: Step, from: ServerId, granted: boolean, incarnation: number): void {
  const { role } = step.state;
  if (role.type !== 'preCandidate' && role.type !== 'candidate') return;
  if (!isMember(step, from, incarnation)) return;
  if (granted) role.granted = decided(step, 'tally', step.rules.tally(role.granted, from));
  else role.refused |= 1 << from;
  countVotes(step);
}

function countVotes(step: Step): void {
  const { role } = step.state;
  if (role.type !== 'preCandidate' && role.type !== 'candidate') return;
  switch (voteResult(quorum(step, 'elect'), 'read', role.granted, role.refused)) {
    case 'won':
      if (role.type === 'preCandidate') startElection(step, false);
      else becomeLeader(step);
      return;
    case 'lost':
      becomeFollower(step);
      return;
    case 'pending':
  }
}

/** The no-op commits, sooner or later, everything before it, and tells what is committed (§6.4). */
function becomeLeader(step: Step): void {
  const { state, config } = step;
  const { persistent } = state;
  const term = persistent.currentTerm;
  keepLog(step);
  const termStart = lastIndex(persistent) + 1;
  const leader: Leader = {
    type: 'leader',
    termStart,
    peers: Array.from({ length: config.servers }, () => null),
    round: 0,
    proposals: [],
    reads: [],
    transfer: null,
    lease: {
      even: { round: 0, confirmed: false },
      odd: { round: 0, confirmed: false },
      forfeited: false,
    },
  };
  for (const id of idsOf(membersIn(state.membership))) leader.peers[id] = newPeer(termStart);
  state.role = leader;
  disarm(step, 'election');
  arm(step, 'heartbeat', config.heartbeatMs, config.heartbeatMs);
  if (config.checkQuorum) arm(step, 'quorum', config.electionMs, config.electionMs);
  appendOwn(step, { type: 'noop', term });
  replicate(step, leader, false);
}

function keepLog(step: Step): void {
  const { persistent, commitIndex } = step.state;
  const last = lastIndex(persistent);
  const kept = decided(step, 'newLeaderKeeps', step.rules.newLeaderKeeps(last, commitIndex));
  if (kept >= last) return;
  write(step, { type: 'truncate', from: kept + 1 });
  findMembership(step);
}

function askVoters(step: Step, waits: boolean, message: RaftMessage): void {
  const { membership, self } = step.state;
  for (const id of idsOf(votersIn(membership))) {
    if (id !== self) promise(step, waits, id, message);
  }
}

function heeds(step: Step, transfer: boolean): boolean {
  const verdict = step.rules.heedsCandidate(isSheltered(step), transfer);
  return decided(step, 'heedsCandidate', verdict);
}

function isUpToDate(step: Step, candidate: { lastIndex: number; lastTerm: number }): boolean {
  const { lastIndex: index, lastTerm: term } = candidate;
  const own = lastEntry(step.state.persistent);
  return decided(step, 'isLogUpToDate', step.rules.isLogUpToDate({ index, term }, own));
}

function armElection(step: Step): void {
  const { electionMs } = step.config;
  arm(step, 'election', electionMs, 2 * electionMs);
}
