import type { LastEntry } from './rules/election.ts';
import type { Entry, Membership, RaftImage } from './types.ts';

// The log of a server: what its snapshot covers, and the entries after it. Index 0 is before the
// first entry; its term is 0 on every server, so all logs agree there.

export function lastIndex(image: RaftImage): number {
  return image.snapshot.index + image.entries.length;
}

/** `undefined` where there is no entry, or where the snapshot has swallowed it. */
export function entryAt(image: RaftImage, index: number): Entry | undefined {
  return image.entries[index - image.snapshot.index - 1];
}

/** Also known for the last entry that the snapshot covers. */
export function termAt(image: RaftImage, index: number): number | undefined {
  return index === image.snapshot.index ? image.snapshot.term : entryAt(image, index)?.term;
}

export function lastEntry(image: RaftImage): LastEntry {
  const index = lastIndex(image);
  return { index, term: termAt(image, index) ?? 0 };
}

/** At most `max` entries, beginning with index `from`, which the snapshot must not cover. */
export function entriesFrom(image: RaftImage, from: number, max: number): Entry[] {
  const start = from - image.snapshot.index - 1;
  return image.entries.slice(start, start + max);
}

/**
 * The highest index, not above `index`, whose entry has a term of at most `term`. Two logs whose
 * entries there have these terms cannot agree above it, since terms never decrease along a log.
 * Where only compacted entries are left, the answer is the one before the snapshot's index.
 */
export function lastIndexOfTerm(image: RaftImage, index: number, term: number): number {
  let below = image.snapshot.index - 1;
  let above = Math.min(index, lastIndex(image)) + 1;
  while (above - below > 1) {
    const middle = Math.floor((below + above) / 2);
    if ((termAt(image, middle) ?? 0) <= term) below = middle;
    else above = middle;
  }
  return Math.max(below, 0);
}

/** The newest membership at or before an index, as far as this log knows. */
export function membershipAt(image: RaftImage, through: number): Membership {
  for (let index = through; index > image.snapshot.index; index -= 1) {
    const entry = entryAt(image, index);
    if (entry?.type === 'membership') return entry.membership;
  }
  return image.snapshot.membership;
}
