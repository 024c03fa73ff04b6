import type { ServerId } from '@menagerie/contract';
import { fromText } from '@menagerie/contract/testing';
import type { Ballot, PaxosMessageOf, Quorums, SlotVote, Value } from '@menagerie/paxos';

// Messages as a test makes them up: of the first era, and of servers with their first disks.

export const ballot = (round: number, owner: ServerId = 0): Ballot => ({ round, owner });

export const data = (text: string): Value => ({ type: 'data', data: fromText(text) });

/** A majority of these members. */
export const of = (members: number): Quorums => ({ type: 'majority', members });

type Made<T extends 'accept' | 'promise' | 'accepted' | 'chosen'> = PaxosMessageOf<T>;

/** All slots through `chosen` are chosen. */
export const accept = (
  inBallot: Ballot,
  from: number,
  texts: readonly string[],
  chosen = 0,
): Made<'accept'> => ({
  type: 'accept',
  era: 0,
  ballot: inBallot,
  from,
  values: texts.map(data),
  chosen,
});

export const accepted = (inBallot: Ballot, from: number, count: number): Made<'accepted'> => ({
  type: 'accepted',
  era: 0,
  ballot: inBallot,
  from,
  count,
  incarnation: 0,
});

/** What is chosen from slot 1 on, and the votes after it. */
export const promise = (
  inBallot: Ballot,
  texts: readonly string[] = [],
  votes: readonly SlotVote[] = [],
): Made<'promise'> => ({
  type: 'promise',
  era: 0,
  ballot: inBallot,
  snapshot: null,
  from: 1,
  values: texts.map(data),
  votes,
  incarnation: 0,
});

/** Chosen from a slot on, and no more than that. */
export const chosen = (from: number, values: readonly Value[]): Made<'chosen'> => ({
  type: 'chosen',
  snapshot: null,
  from,
  values,
  more: false,
});

export const voteFor = (slot: number, inBallot: Ballot, text: string): SlotVote => ({
  slot,
  ballot: inBallot,
  value: data(text),
});
