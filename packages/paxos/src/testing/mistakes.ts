import { has, membersOf, type ServerId, type ServerSet, sizeOf } from '@menagerie/contract';
import type { Quorums } from '../quorums.ts';

// Mistakes that can be made with one value and with a log of values alike.

/** One more server counts with each repetition, whether or not it said anything. */
export function countRepetitions(heard: ServerSet, acceptor: ServerId): ServerSet {
  return has(heard, acceptor) ? heard | (heard + 1) : heard | (1 << acceptor);
}

/** Half of the acceptors, in both phases: where they are an even number, two halves do not meet. */
export function halfOf(configured: Quorums): Quorums {
  const members = membersOf(configured);
  const half = Math.ceil(sizeOf(members) / 2);
  return { type: 'flexible', members, read: half, write: half };
}
