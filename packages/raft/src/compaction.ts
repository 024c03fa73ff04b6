import type { RequestId, ServerId } from '@menagerie/contract';
import { commitThrough } from './commitment.ts';
import { accept, hear } from './following.ts';
import { continuedBy } from './image.ts';
import { findMembership } from './leading.ts';
import { lastIndex, membershipAt, termAt } from './log.ts';
import type { MessageOf } from './messages.ts';
import { decided, deliver, ownIncarnation, promise, refuse, type Step, write } from './step.ts';

// Log compaction and InstallSnapshot: dissertation chapter 5 and Figure 5.3.

export function onCompact(step: Step, request: RequestId, through: number, data: Uint8Array): void {
  const { state } = step;
  const { persistent } = state;
  const applied = step.rules.mayCompact(through, state.lastApplied, lastIndex(persistent));
  if (!decided(step, 'mayCompact', applied)) {
    refuse(step, request, 'not-applied');
    return;
  }
  if (through <= persistent.snapshot.index) {
    refuse(step, request, 'already-compacted');
    return;
  }
  const membership = membershipAt(persistent, through);
  if (membership.voters === 0) {
    // A server that was added later learns the membership only from a later entry.
    refuse(step, request, 'membership-unknown');
    return;
  }
  const term = termAt(persistent, through) ?? 0;
  write(step, { type: 'compact', snapshot: { index: through, term, membership, data } });
  findMembership(step);
  step.effects.push({
    type: 'answer',
    request,
    answer: { type: 'compacted', index: through },
    gated: true,
  });
}

export function onInstallSnapshot(
  step: Step,
  from: ServerId,
  request: MessageOf<'installSnapshot'>,
): void {
  const { state } = step;
  const { snapshotIndex, snapshotTerm } = request;
  hear(step, from);
  const own = termAt(state.persistent, snapshotIndex);
  if (decided(step, 'holdsSnapshot', step.rules.holdsSnapshot(own, snapshotTerm))) {
    // The log has all that the snapshot covers (Log Matching), and all of it is committed.
    commitThrough(step, snapshotIndex);
  }
  if (snapshotIndex <= state.commitIndex) {
    accept(step, from, state.commitIndex);
    return;
  }
  if (takeChunk(step, request)) {
    install(step);
    accept(step, from, snapshotIndex);
    return;
  }
  const waits = decided(step, 'acknowledgementWaits', step.rules.acknowledgementWaits());
  promise(step, waits, from, {
    type: 'chunkReceived',
    term: state.persistent.currentTerm,
    snapshotIndex,
    offset: request.offset,
    received: partOf(step, request)?.received ?? 0,
    incarnation: ownIncarnation(step),
  });
}

/** Keeps the chunk if it is the next. @returns whether it was the last */
function takeChunk(step: Step, request: MessageOf<'installSnapshot'>): boolean {
  const { term, snapshotIndex, snapshotTerm, membership, size, offset, data } = request;
  const expected = partOf(step, request)?.received ?? 0;
  if (!decided(step, 'isNextChunk', step.rules.isNextChunk(offset, expected))) return false;
  write(step, {
    type: 'chunk',
    leaderTerm: term,
    index: snapshotIndex,
    term: snapshotTerm,
    membership,
    size,
    offset,
    data,
  });
  return offset + data.length >= size;
}

function partOf(step: Step, { term, snapshotIndex, size }: MessageOf<'installSnapshot'>) {
  const chunk = { leaderTerm: term, index: snapshotIndex, size };
  return continuedBy(step.state.persistent, chunk);
}

function install(step: Step): void {
  const { state } = step;
  write(step, { type: 'install' });
  const { snapshot } = state.persistent;
  state.commitIndex = snapshot.index;
  state.lastApplied = snapshot.index;
  findMembership(step);
  deliver(step, { type: 'snapshot', snapshot });
}
