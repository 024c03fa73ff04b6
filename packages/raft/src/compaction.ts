import type { RequestId, ServerId } from '@menagerie/contract';
import { commitThrough } from './commitment.ts';
import { accept, hear } from './following.ts';
import { continuedBy } from './image.ts';
import { findMembership } from './leading.ts';
import { entryAt, termAt } from './log.ts';
import type { MessageOf } from './messages.ts';
import { decided, deliver, ownIncarnation, promise, refuse, type Step, write } from './step.ts';
import type { Membership } from './types.ts';

// Log compaction and InstallSnapshot: dissertation chapter 5 and Figure 5.3.

export function onCompact(step: Step, request: RequestId, through: number, data: Uint8Array): void {
  const { state } = step;
  const { persistent } = state;
  if (through > state.lastApplied) {
    refuse(step, request, 'not-applied');
    return;
  }
  if (through <= persistent.snapshot.index) {
    refuse(step, request, 'already-compacted');
    return;
  }
  const membership = membershipAt(step, through);
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

/** The newest membership at or before an index. */
function membershipAt({ state }: Step, through: number): Membership {
  const { persistent } = state;
  for (let index = through; index > persistent.snapshot.index; index -= 1) {
    const entry = entryAt(persistent, index);
    if (entry?.type === 'membership') return entry.membership;
  }
  return persistent.snapshot.membership;
}

export function onInstallSnapshot(
  step: Step,
  from: ServerId,
  request: MessageOf<'installSnapshot'>,
): void {
  const { state } = step;
  const { snapshotIndex, snapshotTerm } = request;
  hear(step, from);
  if (termAt(state.persistent, snapshotIndex) === snapshotTerm) {
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
  if (offset !== expected) return false;
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
