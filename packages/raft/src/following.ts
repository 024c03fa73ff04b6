import type { ServerId } from '@menagerie/contract';
import { commitThrough } from './commitment.ts';
import { RaftError } from './errors.ts';
import { findMembership } from './leading.ts';
import { lastIndex, lastIndexOfTerm, termAt } from './log.ts';
import type { MessageOf } from './messages.ts';
import { followLeader } from './roles.ts';
import { decided, ownIncarnation, promise, type Step, send, write } from './step.ts';
import type { Entry } from './types.ts';

// AppendEntries at the receiver: dissertation §3.5 and Figure 3.1.

export function onAppendEntries(
  step: Step,
  from: ServerId,
  request: MessageOf<'appendEntries'>,
): void {
  const { state } = step;
  const { persistent } = state;
  hear(step, from);
  if (request.prevIndex < persistent.snapshot.index) {
    // Compacted here, hence committed, hence the same at every leader (Leader Completeness).
    accept(step, from, state.commitIndex);
    return;
  }
  if (!agreesAt(step, request.prevIndex, request.prevTerm)) {
    reject(step, from, request);
    return;
  }
  store(step, request.prevIndex, request.entries);
  const last = lastIndex(persistent);
  const verified = step.rules.verifiedIndex(request.prevIndex, request.entries.length, last);
  learnCommit(step, request.commitIndex, decided(step, 'verifiedIndex', verified));
  accept(step, from, verified);
}

export function onHeartbeat(step: Step, from: ServerId, request: MessageOf<'heartbeat'>): void {
  const { state } = step;
  hear(step, from);
  const { prevIndex, prevTerm, commitIndex, round } = request;
  if (prevIndex >= state.persistent.snapshot.index && agreesAt(step, prevIndex, prevTerm)) {
    learnCommit(step, commitIndex, prevIndex);
  }
  // Not gated: it says who leads, which no crash of this server can make untrue.
  send(step, from, {
    type: 'heartbeatAnswer',
    term: state.persistent.currentTerm,
    round,
    incarnation: ownIncarnation(step),
  });
}

/** A word of the leader of this term, who cannot be this server. */
export function hear(step: Step, from: ServerId): void {
  const { role, persistent, self } = step.state;
  if (role.type === 'leader') {
    throw new RaftError(
      'broken-invariant',
      `servers ${self} and ${from} both lead term ${persistent.currentTerm}`,
    );
  }
  followLeader(step, from);
}

/** Acknowledges, once the disk holds it. */
export function accept(step: Step, to: ServerId, matchIndex: number): void {
  const waits = decided(step, 'acknowledgementWaits', step.rules.acknowledgementWaits());
  promise(step, waits, to, {
    type: 'appendAccepted',
    term: step.state.persistent.currentTerm,
    matchIndex,
    incarnation: ownIncarnation(step),
  });
}

function agreesAt(step: Step, prevIndex: number, prevTerm: number): boolean {
  const own = termAt(step.state.persistent, prevIndex);
  return decided(step, 'isConsistent', step.rules.isConsistent(own, prevTerm));
}

/** Says how far back the logs must part, so that the leader need not find it entry by entry. */
function reject(step: Step, to: ServerId, request: MessageOf<'appendEntries'>): void {
  const { persistent, commitIndex } = step.state;
  const { prevIndex, prevTerm } = request;
  const hintIndex = Math.max(lastIndexOfTerm(persistent, prevIndex, prevTerm), commitIndex);
  send(step, to, {
    type: 'appendRejected',
    term: persistent.currentTerm,
    prevIndex,
    hintIndex,
    hintTerm: termAt(persistent, hintIndex) ?? 0,
    incarnation: ownIncarnation(step),
  });
}

/** Appends what is new; what the log has already is left alone, for the message may be an old one. */
function store(step: Step, prevIndex: number, entries: readonly Entry[]): void {
  const { state, rules } = step;
  const known = knownPrefix(step, prevIndex, entries);
  if (known === entries.length) return;
  const from = prevIndex + known + 1;
  const own = termAt(state.persistent, from);
  const theirs = entries[known];
  if (own !== undefined && theirs !== undefined) {
    decided(step, 'conflicts', rules.conflicts(own, theirs.term));
    truncate(step, from);
  }
  const fresh = known === 0 ? entries : entries.slice(known);
  write(step, { type: 'append', entries: fresh });
  const lostMembership = state.membershipIndex >= from;
  if (lostMembership || fresh.some((entry) => entry.type === 'membership')) findMembership(step);
}

/** How many of the entries are in the log as they are. */
function knownPrefix({ state, rules }: Step, prevIndex: number, entries: readonly Entry[]): number {
  let known = 0;
  for (const entry of entries) {
    const own = termAt(state.persistent, prevIndex + known + 1);
    if (own === undefined || rules.conflicts(own, entry.term)) break;
    known += 1;
  }
  return known;
}

function truncate(step: Step, from: number): void {
  const { commitIndex, self } = step.state;
  if (from <= commitIndex) {
    throw new RaftError(
      'broken-invariant',
      `server ${self} would lose entry ${from}, but has committed through ${commitIndex}`,
    );
  }
  write(step, { type: 'truncate', from });
}

function learnCommit(step: Step, leaderCommit: number, verified: number): void {
  const last = lastIndex(step.state.persistent);
  const commit = step.rules.followerCommit(leaderCommit, verified, last);
  commitThrough(step, decided(step, 'followerCommit', commit));
}
