import { NO_BALLOT } from '../ballot.ts';
import type { PaxosImage, Value, Vote } from './types.ts';

// The slots of a server: those that its snapshot covers, and its votes after it.

/** The last slot with a vote, or with a chosen value; 0 where there is none. */
export function lastSlot(image: PaxosImage): number {
  return image.snapshot.through + image.votes.length;
}

/** `null` where there is no vote, or where the snapshot has swallowed it. */
export function voteAt(image: PaxosImage, slot: number): Vote | null {
  return image.votes[slot - image.snapshot.through - 1] ?? null;
}

/** Puts votes into the slots from `from` on; those that the snapshot covers are left out. */
export function putVotes(
  image: PaxosImage,
  from: number,
  values: readonly Value[],
  ballot: Vote['ballot'],
): void {
  const { votes, snapshot } = image;
  let at = from - snapshot.through - 1;
  for (const value of values) {
    if (at >= 0) {
      while (votes.length < at) votes.push(null);
      votes[at] = { ballot, value };
    }
    at += 1;
  }
}

/** The values of chosen slots from `from` through `through`, none of them trimmed. */
export function valuesBetween(image: PaxosImage, from: number, through: number): Value[] {
  const values: Value[] = [];
  for (let slot = from; slot <= through; slot += 1) {
    const vote = voteAt(image, slot);
    if (vote !== null) values.push(vote.value);
  }
  return values;
}

/** Values that were learned rather than voted for. */
export function putLearned(image: PaxosImage, from: number, values: readonly Value[]): void {
  putVotes(image, from, values, NO_BALLOT);
}
