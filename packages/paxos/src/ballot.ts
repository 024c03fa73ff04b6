import { frozen, record, type Schema, type ServerId, server, u32 } from '@menagerie/contract';

/**
 * The number of a proposal (Paxos Made Simple §2.2), as a value. No two servers own the same one,
 * and a server whose disk was lost is another owner than the one it was.
 */
export interface Ballot {
  /** From 1; 0 only in {@link NO_BALLOT}. */
  readonly round: number;
  readonly owner: ServerId;
  /** Which disk of the owner it was made with. */
  readonly incarnation: number;
}

/** Below every ballot that a proposer uses. */
export const NO_BALLOT: Ballot = { round: 0, owner: 0, incarnation: 0 };

export const ballotSchema: Schema<Ballot> = frozen(
  record({ round: u32, owner: server, incarnation: u32 }),
);

/** Less than 0, 0 or more than 0: by round, then by owner, then by the owner's incarnation. */
export function compareBallots(a: Ballot, b: Ballot): number {
  return a.round - b.round || a.owner - b.owner || a.incarnation - b.incarnation;
}

/** For messages to people: `3.1` is round 3 of server 1, `3.1'2` the same of its incarnation 2. */
export function ballotText({ round, owner, incarnation }: Ballot): string {
  return incarnation === 0 ? `${round}.${owner}` : `${round}.${owner}'${incarnation}`;
}
