import type { ServerId } from '@menagerie/contract';
import { entriesFrom, lastIndex, termAt } from './log.ts';
import { type Step, send } from './step.ts';
import type { Leader, Peer } from './types.ts';

// What a leader sends to one peer, given what it knows of it: dissertation §3.5, §5.3 and §10.2.

/** Sends everybody what is new; with `whenEmpty` also where nothing is but the commit index. */
export function replicate(step: Step, leader: Leader, whenEmpty: boolean): void {
  leader.peers.forEach((_, to) => replicateTo(step, leader, to, whenEmpty));
}

/** Sends one peer all that it may be sent now. */
export function replicateTo(step: Step, leader: Leader, to: ServerId, whenEmpty: boolean): void {
  const peer = leader.peers[to] ?? null;
  if (peer === null || to === step.state.self) return;
  let more = mayAppend(step, peer) && sendAppend(step, to, peer, whenEmpty);
  while (more && mayAppend(step, peer)) more = sendAppend(step, to, peer, false);
}

/** Whether a window is open. A probe asks one thing at a time, for its answer changes the next. */
function mayAppend({ config }: Step, { progress }: Peer): boolean {
  switch (progress.type) {
    case 'probe':
      return !progress.paused;
    case 'replicate':
      return progress.inflight.length < config.maxInflight;
    case 'snapshot':
      return false;
  }
}

/** @returns whether entries were sent, so that there may be more */
function sendAppend(step: Step, to: ServerId, peer: Peer, whenEmpty: boolean): boolean {
  const { state, config } = step;
  const { persistent, commitIndex } = state;
  const prevIndex = peer.nextIndex - 1;
  const prevTerm = termAt(persistent, prevIndex);
  if (prevTerm === undefined) {
    startSnapshot(step, to, peer);
    return false;
  }
  const entries = entriesFrom(persistent, peer.nextIndex, config.maxEntriesPerMessage);
  if (entries.length === 0 && !whenEmpty) return false;
  const term = persistent.currentTerm;
  send(step, to, { type: 'appendEntries', term, prevIndex, prevTerm, entries, commitIndex });
  if (peer.progress.type === 'probe') {
    peer.progress.paused = true;
  } else if (peer.progress.type === 'replicate' && entries.length > 0) {
    // Optimistic: the next message follows on this one before it is answered (§10.2.2).
    peer.nextIndex += entries.length;
    peer.progress.inflight.push(peer.nextIndex - 1);
  }
  return entries.length > 0;
}

/** The entry before the next is compacted: only the snapshot can help (chapter 5). */
function startSnapshot(step: Step, to: ServerId, peer: Peer): void {
  const { index } = step.state.persistent.snapshot;
  peer.progress = { type: 'snapshot', index, offset: 0, paused: false };
  sendChunk(step, to, peer);
}

/**
 * The next chunk, one under way at a time. The first also asks how much is there already, so that
 * a transfer goes on where it stopped.
 */
export function sendChunk(step: Step, to: ServerId, peer: Peer): void {
  const { persistent } = step.state;
  const { snapshot } = persistent;
  const { progress } = peer;
  if (progress.type !== 'snapshot') return;
  if (progress.index !== snapshot.index) {
    // Compacted again meanwhile: the bytes of the older snapshot are gone.
    progress.index = snapshot.index;
    progress.offset = 0;
  }
  progress.paused = true;
  send(step, to, {
    type: 'installSnapshot',
    term: persistent.currentTerm,
    snapshotIndex: snapshot.index,
    snapshotTerm: snapshot.term,
    membership: snapshot.membership,
    size: snapshot.data.length,
    offset: progress.offset,
    data: snapshot.data.subarray(progress.offset, progress.offset + step.config.chunkBytes),
  });
}

/** One heartbeat to every peer, all with the leader's newest round. */
export function sendHeartbeats(step: Step, leader: Leader): void {
  const { persistent, commitIndex, self } = step.state;
  const term = persistent.currentTerm;
  leader.peers.forEach((peer, to) => {
    if (peer === null || to === self) return;
    // The peer holds the leader's entries through matchIndex; where the leader has compacted
    // that entry, index 0 is what both surely agree on.
    const known = termAt(persistent, peer.matchIndex);
    const prevIndex = known === undefined ? 0 : peer.matchIndex;
    const prevTerm = known ?? 0;
    send(step, to, {
      type: 'heartbeat',
      term,
      prevIndex,
      prevTerm,
      commitIndex,
      round: leader.round,
    });
  });
}

/** A peer of which nothing is known but that it is a member. */
export function newPeer(nextIndex: number): Peer {
  return {
    matchIndex: 0,
    nextIndex,
    progress: { type: 'probe', paused: false },
    active: false,
    ackedRound: 0,
  };
}

/** Whether the peer holds the leader's whole log. */
export function isCaughtUp(step: Step, peer: Peer): boolean {
  return peer.matchIndex === lastIndex(step.state.persistent);
}
