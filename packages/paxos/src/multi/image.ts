import { NO_BALLOT } from '../ballot.ts';
import { firstEra } from './eras.ts';
import { putLearned, putVotes } from './log.ts';
import type { PaxosRecord } from './messages.ts';
import type { PaxosConfig, PaxosImage, Snapshot } from './types.ts';

/** The disk of a server that has never run. */
export function blank(config: PaxosConfig, incarnation: number): PaxosImage {
  return {
    incarnation,
    promised: NO_BALLOT,
    snapshot: { through: 0, eras: [firstEra(config)], data: new Uint8Array(0) },
    votes: [],
    learned: 0,
  };
}

/**
 * Adds a record, in place. The same function builds the disk and the running server's memory of
 * it, so the two cannot differ but for what is not durable yet.
 */
export function fold(image: PaxosImage, record: PaxosRecord): void {
  switch (record.type) {
    case 'promise':
      image.promised = record.ballot;
      return;
    case 'accept':
      image.promised = record.ballot;
      putVotes(image, record.from, record.values, record.ballot);
      return;
    case 'learn':
      putLearned(image, record.from, record.values);
      image.learned = Math.max(image.learned, record.from + record.values.length - 1);
      return;
    case 'close':
      image.learned = Math.max(image.learned, record.through);
      truncate(image, record.through);
      return;
    case 'compact':
      replaceBySnapshot(image, record.snapshot);
      return;
    case 'install':
      if (!record.votesStay) truncate(image, 0);
      replaceBySnapshot(image, record.snapshot);
  }
}

function truncate(image: PaxosImage, through: number): void {
  const kept = Math.max(through - image.snapshot.through, 0);
  if (kept < image.votes.length) image.votes.length = kept;
}

function replaceBySnapshot(image: PaxosImage, snapshot: Snapshot): void {
  image.votes.splice(0, snapshot.through - image.snapshot.through);
  image.snapshot = snapshot;
  image.learned = Math.max(image.learned, snapshot.through);
}
