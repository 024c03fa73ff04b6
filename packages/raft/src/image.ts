import { has, type ServerId } from '@menagerie/contract';
import { termAt } from './log.ts';
import { emptyMembership } from './membership.ts';
import type { RaftRecord } from './messages.ts';
import type { Membership, PartialSnapshot, RaftConfig, RaftImage, Snapshot } from './types.ts';

/**
 * The disk of a server that has never run. Only the first disk of a founding member holds the
 * initial membership: a spare and a replaced disk know of no cluster until a leader tells them.
 */
export function blank(config: RaftConfig, self: ServerId, incarnation: number): RaftImage {
  const founder = incarnation === 0 && has(config.voters | config.learners, self);
  return {
    incarnation,
    currentTerm: 0,
    votedFor: null,
    snapshot: {
      index: 0,
      term: 0,
      membership: founder ? initialMembership(config) : emptyMembership(config.servers),
      data: new Uint8Array(0),
    },
    entries: [],
    partial: null,
  };
}

/**
 * Adds a record, in place. The same function builds the disk and the running server's memory of
 * it, so the two cannot differ but for what is not durable yet.
 */
export function fold(image: RaftImage, record: RaftRecord): void {
  switch (record.type) {
    case 'vote':
      image.currentTerm = record.term;
      image.votedFor = record.votedFor;
      return;
    case 'append':
      for (const entry of record.entries) image.entries.push(entry);
      return;
    case 'truncate': {
      const kept = Math.max(record.from - image.snapshot.index - 1, 0);
      if (kept < image.entries.length) image.entries.length = kept;
      return;
    }
    case 'compact':
      replaceBySnapshot(image, record.snapshot);
      return;
    case 'chunk':
      foldChunk(image, record);
      return;
    case 'install': {
      const { partial } = image;
      if (partial !== null) replaceBySnapshot(image, assembled(partial));
    }
  }
}

/** The partial snapshot that a chunk continues, if it is the one that is arriving. */
export function continuedBy(
  image: RaftImage,
  chunk: { leaderTerm: number; index: number; size: number },
): PartialSnapshot | null {
  const { partial } = image;
  return partial !== null &&
    partial.leaderTerm === chunk.leaderTerm &&
    partial.index === chunk.index &&
    partial.size === chunk.size
    ? partial
    : null;
}

function foldChunk(image: RaftImage, chunk: Extract<RaftRecord, { type: 'chunk' }>): void {
  const { leaderTerm, index, term, membership, size, offset, data } = chunk;
  if (offset === 0) {
    image.partial = { leaderTerm, index, term, membership, size, chunks: [], received: 0 };
  }
  const partial = continuedBy(image, chunk);
  if (partial === null || partial.received !== offset) return;
  partial.chunks.push(data);
  partial.received += data.length;
}

/** Entries after the snapshot stay if they follow on from it, and go if they do not (Figure 5.3). */
function replaceBySnapshot(image: RaftImage, snapshot: Snapshot): void {
  const follows = termAt(image, snapshot.index) === snapshot.term;
  image.entries.splice(0, follows ? snapshot.index - image.snapshot.index : image.entries.length);
  image.snapshot = snapshot;
  if (image.partial !== null && image.partial.index <= snapshot.index) image.partial = null;
}

/** The one place where bytes are copied: many chunks become the one value that was sent. */
function assembled({ index, term, membership, size, chunks }: PartialSnapshot): Snapshot {
  const [first] = chunks;
  if (first !== undefined && chunks.length === 1) return { index, term, membership, data: first };
  const data = new Uint8Array(size);
  let at = 0;
  for (const chunk of chunks) {
    data.set(chunk, at);
    at += chunk.length;
  }
  return { index, term, membership, data };
}

function initialMembership(config: RaftConfig): Membership {
  return {
    ...emptyMembership(config.servers),
    voters: config.voters,
    learners: config.learners,
  };
}
