import type { Input, Protocol, ServerId, Sink } from '@menagerie/contract';
import { onCommand } from './commands.ts';
import { onInstallSnapshot } from './compaction.ts';
import { checkConfig } from './config.ts';
import {
  onElectionTimeout,
  onPreVoteAnswer,
  onRequestPreVote,
  onRequestVote,
  onVoteAnswer,
} from './election.ts';
import { onAppendEntries, onHeartbeat } from './following.ts';
import { blank, fold } from './image.ts';
import { findMembership } from './leading.ts';
import type { RaftMessage, RaftShape, RaftTimer } from './messages.ts';
import { onLeaseTimeout } from './reads.ts';
import {
  onAppendAccepted,
  onAppendRejected,
  onChunkReceived,
  onHeartbeatAnswer,
  onHeartbeatTimeout,
  onLink,
  onOwnAppendDurable,
  onQuorumTimeout,
} from './replication.ts';
import { adoptTerm, leaveShelter, takeShelter } from './roles.ts';
import { type RaftRules, ruleInfos, rules as soundRules } from './rules/index.ts';
import { schemas } from './schemas/index.ts';
import { imageSchema } from './schemas/state.ts';
import { answerStale } from './stale.ts';
import { arm, begin, decided, deliver, finish, type Step } from './step.ts';
import { onTimeoutNow, onTransferTimeout } from './transfer.ts';
import type { RaftConfig, RaftImage, RaftState } from './types.ts';

/**
 * Raft. With `overrides` a variant of it, in which these rules are replaced: a mutant.
 *
 * The core neither reads a clock nor draws: equal state and input give equal effects.
 */
export function createRaft(overrides: Partial<RaftRules> = {}): Protocol<RaftShape> {
  const rules: RaftRules = { ...soundRules, ...overrides };
  return {
    name: 'raft',
    schemas,
    rules: ruleInfos,
    blank,
    fold,
    recover: (config, self, image, sink) => recover(rules, config, self, image, sink),
    step: (config, state, input, sink) => {
      const step = begin(config, state, rules, sink);
      receive(step, input);
      finish(step);
    },
  };
}

/** Raft as the dissertation has it. */
export const raft: Protocol<RaftShape> = createRaft();

/** Starts as a follower of nobody: what the disk does not hold is forgotten (§3.8). */
function recover(
  rules: RaftRules,
  config: RaftConfig,
  self: ServerId,
  image: RaftImage,
  sink: Sink<RaftShape>,
): RaftState {
  checkConfig(config);
  const { snapshot } = image;
  const sheltered = rules.sheltersAfterStart(config.checkQuorum);
  const state: RaftState = {
    self,
    persistent: imageSchema.clone(image),
    commitIndex: snapshot.index,
    lastApplied: snapshot.index,
    membership: snapshot.membership,
    membershipIndex: snapshot.index,
    role: { type: 'follower', leader: null, heard: sheltered },
  };
  const step = begin(config, state, rules, sink);
  findMembership(step);
  if (snapshot.index > 0) deliver(step, { type: 'snapshot', snapshot });
  if (decided(step, 'sheltersAfterStart', sheltered)) takeShelter(step);
  else arm(step, 'election', config.electionMs, 2 * config.electionMs);
  finish(step);
  return state;
}

function receive(step: Step, input: Input<RaftShape>): void {
  switch (input.type) {
    case 'message':
      onMessage(step, input.from, input.message);
      return;
    case 'timeout':
      onTimeout(step, input.timer);
      return;
    case 'command':
      onCommand(step, input.request, input.command);
      return;
    case 'link':
      if (step.state.role.type === 'leader') {
        onLink(step, step.state.role, input.peer, input.up);
      }
  }
}

function onTimeout(step: Step, timer: RaftTimer): void {
  if (timer === 'contact') {
    leaveShelter(step);
    return;
  }
  if (timer === 'election') {
    onElectionTimeout(step);
    return;
  }
  const { role } = step.state;
  if (role.type !== 'leader') return;
  switch (timer) {
    case 'heartbeat':
      onHeartbeatTimeout(step, role);
      return;
    case 'quorum':
      onQuorumTimeout(step, role);
      return;
    case 'transfer':
      onTransferTimeout(step, role);
      return;
    case 'leaseEven':
      onLeaseTimeout(role, 'even');
      return;
    case 'leaseOdd':
      onLeaseTimeout(role, 'odd');
  }
}

/** Terms first (§3.3): an older one is answered with the newer, a newer one ends this one. */
function onMessage(step: Step, from: ServerId, message: RaftMessage): void {
  const { persistent } = step.state;
  if (message.term < persistent.currentTerm && answerStale(step, from, message)) return;
  if (message.term > persistent.currentTerm && bringsTerm(message)) adoptTerm(step, message.term);
  switch (message.type) {
    case 'requestPreVote':
      onRequestPreVote(step, from, message);
      return;
    case 'preVoteAnswer':
      onPreVoteAnswer(step, from, message);
      return;
    case 'requestVote':
      onRequestVote(step, from, message);
      return;
    case 'voteAnswer':
      onVoteAnswer(step, from, message);
      return;
    case 'appendEntries':
      onAppendEntries(step, from, message);
      return;
    case 'heartbeat':
      onHeartbeat(step, from, message);
      return;
    case 'installSnapshot':
      onInstallSnapshot(step, from, message);
      return;
    case 'timeoutNow':
      onTimeoutNow(step);
      return;
    default:
      onAnswer(step, from, message);
  }
}

type AnswerToLeader = Extract<
  RaftMessage,
  {
    type:
      | 'appendAccepted'
      | 'appendRejected'
      | 'heartbeatAnswer'
      | 'chunkReceived'
      | 'ownAppendDurable';
  }
>;

function onAnswer(step: Step, from: ServerId, message: AnswerToLeader): void {
  const { role } = step.state;
  if (role.type !== 'leader') return;
  switch (message.type) {
    case 'appendAccepted':
      onAppendAccepted(step, role, from, message);
      return;
    case 'appendRejected':
      onAppendRejected(step, role, from, message);
      return;
    case 'heartbeatAnswer':
      onHeartbeatAnswer(step, role, from, message);
      return;
    case 'chunkReceived':
      onChunkReceived(step, role, from, message);
      return;
    case 'ownAppendDurable':
      onOwnAppendDurable(step, role, message);
  }
}

/**
 * A pre-vote is hypothetical: neither it nor a grant of it brings a term about. A request for
 * votes may be disregarded altogether, and so decides for itself.
 */
function bringsTerm(message: RaftMessage): boolean {
  switch (message.type) {
    case 'requestPreVote':
    case 'requestVote':
      return false;
    case 'preVoteAnswer':
      return !message.granted;
    default:
      return true;
  }
}
