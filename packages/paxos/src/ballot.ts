import { frozen, record, type Schema, type ServerId, server, u32 } from '@menagerie/contract';

/** The number of a proposal (Paxos Made Simple §2.2), as a value. No two servers own the same one. */
export interface Ballot {
  /** From 1; 0 only in {@link NO_BALLOT}. */
  readonly round: number;
  readonly owner: ServerId;
}

/** Below every ballot that a proposer uses. */
export const NO_BALLOT: Ballot = { round: 0, owner: 0 };

export const ballotSchema: Schema<Ballot> = frozen(record({ round: u32, owner: server }));

/** Less than 0, 0 or more than 0: by round, then by owner. */
export function compareBallots(a: Ballot, b: Ballot): number {
  return a.round - b.round || a.owner - b.owner;
}

/** For messages to people: `3.1` is round 3 of server 1. */
export function ballotText({ round, owner }: Ballot): string {
  return `${round}.${owner}`;
}
