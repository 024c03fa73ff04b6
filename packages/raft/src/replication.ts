import type { ServerId } from '@menagerie/contract';
import { advanceCommit } from './commitment.ts';
import { lastIndex, lastIndexOfTerm } from './log.ts';
import type { MessageOf } from './messages.ts';
import { answerReads, beginRound, confirmLeases } from './reads.ts';
import { becomeFollower } from './roles.ts';
import { replicateTo, sendChunk } from './sending.ts';
import { isMember, leaderHasQuorum } from './standing.ts';
import { arm, decided, type Step } from './step.ts';
import { handOver } from './transfer.ts';
import type { Leader, Peer } from './types.ts';

// What a leader makes of the answers to what it sent: dissertation §3.5, §6.2 and §10.2.

/** The peer that an answer speaks for, or `null` where it does not count. */
function speaker(
  step: Step,
  leader: Leader,
  from: ServerId,
  answer: { term: number; incarnation: number },
): Peer | null {
  const { currentTerm } = step.state.persistent;
  const current = step.rules.isCurrentAnswer(answer.term, currentTerm);
  if (!decided(step, 'isCurrentAnswer', current)) return null;
  if (!isMember(step, from, answer.incarnation)) return null;
  const peer = leader.peers[from] ?? null;
  if (peer !== null) peer.active = true;
  return peer;
}

export function onAppendAccepted(
  step: Step,
  leader: Leader,
  from: ServerId,
  answer: MessageOf<'appendAccepted'>,
): void {
  const peer = speaker(step, leader, from, answer);
  if (peer === null) return;
  peer.matchIndex = Math.max(peer.matchIndex, answer.matchIndex);
  settleProgress(peer);
  advanceCommit(step, leader);
  if (step.state.role !== leader) return;
  replicateTo(step, leader, from, false);
  handOver(step, leader, from);
}

/** The logs agree through matchIndex, so entries may stream from there. */
function settleProgress(peer: Peer): void {
  const { progress, matchIndex } = peer;
  if (progress.type === 'replicate') {
    const { inflight } = progress;
    let answered = 0;
    for (const last of inflight) {
      if (last > matchIndex) break;
      answered += 1;
    }
    if (answered > 0) inflight.splice(0, answered);
    peer.nextIndex = Math.max(peer.nextIndex, matchIndex + 1);
  } else if (progress.type === 'probe' || matchIndex >= progress.index) {
    peer.progress = { type: 'replicate', inflight: [] };
    peer.nextIndex = matchIndex + 1;
  }
}

export function onAppendRejected(
  step: Step,
  leader: Leader,
  from: ServerId,
  answer: MessageOf<'appendRejected'>,
): void {
  const peer = speaker(step, leader, from, answer);
  if (peer === null || isOutdated(peer, answer.prevIndex)) return;
  const { persistent } = step.state;
  const agreed = lastIndexOfTerm(persistent, answer.hintIndex, answer.hintTerm);
  const next = step.rules.nextToProbe(answer.prevIndex, agreed, peer.matchIndex);
  peer.nextIndex = decided(step, 'nextToProbe', next);
  peer.progress = { type: 'probe', paused: false };
  replicateTo(step, leader, from, true);
}

/** Whether a rejection speaks of a log that the peer no longer has, or of a question long settled. */
function isOutdated({ progress, matchIndex, nextIndex }: Peer, rejected: number): boolean {
  if (progress.type === 'snapshot' || rejected <= matchIndex) return true;
  return progress.type === 'probe' && rejected !== nextIndex - 1;
}

export function onHeartbeatAnswer(
  step: Step,
  leader: Leader,
  from: ServerId,
  answer: MessageOf<'heartbeatAnswer'>,
): void {
  const peer = speaker(step, leader, from, answer);
  if (peer === null) return;
  peer.ackedRound = Math.max(peer.ackedRound, answer.round);
  confirmLeases(step, leader);
  answerReads(step, leader);
  resume(step, leader, from, peer);
}

/** What was sent before the heartbeat should have been answered; if it was lost, this repairs it. */
function resume(step: Step, leader: Leader, to: ServerId, peer: Peer): void {
  const { progress } = peer;
  const paused = progress.type === 'replicate' ? progress.inflight.length > 0 : progress.paused;
  if (!decided(step, 'heartbeatResumes', step.rules.heartbeatResumes(paused))) return;
  switch (progress.type) {
    case 'snapshot':
      sendChunk(step, to, peer);
      return;
    case 'probe':
      progress.paused = false;
      break;
    case 'replicate':
      if (progress.inflight.length >= step.config.maxInflight) progress.inflight.shift();
  }
  // Even an empty message tells: where entries before it are missing it is rejected.
  const behind = peer.matchIndex < lastIndex(step.state.persistent);
  if (behind) replicateTo(step, leader, to, true);
}

export function onChunkReceived(
  step: Step,
  leader: Leader,
  from: ServerId,
  answer: MessageOf<'chunkReceived'>,
): void {
  const peer = speaker(step, leader, from, answer);
  if (peer === null || peer.progress.type !== 'snapshot') return;
  const { progress } = peer;
  // An answer that comes twice must not start a second stream of chunks.
  if (progress.index !== answer.snapshotIndex || progress.offset !== answer.offset) return;
  progress.offset = answer.received;
  sendChunk(step, from, peer);
}

/** The leader's own disk has caught up; of an older term it says nothing about this one. */
export function onOwnAppendDurable(
  step: Step,
  leader: Leader,
  { term, index }: MessageOf<'ownAppendDurable'>,
): void {
  const { self, persistent } = step.state;
  const peer = leader.peers[self] ?? null;
  if (peer === null || term !== persistent.currentTerm) return;
  peer.matchIndex = Math.max(peer.matchIndex, index);
  peer.nextIndex = Math.max(peer.nextIndex, index + 1);
  advanceCommit(step, leader);
}

export function onHeartbeatTimeout(step: Step, leader: Leader): void {
  const { heartbeatMs } = step.config;
  beginRound(step, leader);
  arm(step, 'heartbeat', heartbeatMs, heartbeatMs);
}

/** A leader that no quorum answers is perhaps one no more, and keeps its clients waiting (§6.2). */
export function onQuorumTimeout(step: Step, leader: Leader): void {
  const { electionMs } = step.config;
  const heard = leaderHasQuorum(step, leader, (peer) => peer.active);
  if (!decided(step, 'staysLeader', step.rules.staysLeader(heard))) {
    becomeFollower(step);
    return;
  }
  for (const peer of leader.peers) if (peer !== null) peer.active = false;
  arm(step, 'quorum', electionMs, electionMs);
}

/** A hint from the transport. */
export function onLink(step: Step, leader: Leader, to: ServerId, up: boolean): void {
  const peer = leader.peers[to] ?? null;
  if (peer === null || to === step.state.self) return;
  if (up) {
    resume(step, leader, to, peer);
  } else if (peer.progress.type === 'replicate') {
    peer.progress = { type: 'probe', paused: false };
    peer.nextIndex = peer.matchIndex + 1;
  }
}
