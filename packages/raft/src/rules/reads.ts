import type { RuleInfo } from '@menagerie/contract';

/** Decisions about reads without a log entry: dissertation §6.4. */
export interface ReadRules {
  /** The index that a read must see, at least. */
  readIndex(commitIndex: number, termStart: number): number;
  /** Whether a read may be answered, given that a quorum answered a round sent after it came. */
  isConfirmed(answeredByQuorum: boolean): boolean;
  /** For how long a lease may be used after its round was sent, in ms of the leader's clock. */
  leaseMs(electionMs: number, driftPerMille: number): number;
  /** Whether a confirmed lease may be used; `forfeited` once a successor was told to campaign. */
  mayUseLease(forfeited: boolean): boolean;
}

export const readRules: ReadRules = {
  // zoo R-28: until its no-op is committed, a leader may not know all that is.
  readIndex: (commitIndex, termStart) => Math.max(commitIndex, termStart),
  // zoo R-29: another leader may have taken over and committed.
  isConfirmed: (answeredByQuorum) => answeredByQuorum,
  // zoo R-32: a voter's T may pass faster than ours by (1 + drift) / (1 - drift).
  leaseMs: (electionMs, driftPerMille) =>
    Math.floor((electionMs * (1000 - driftPerMille)) / (1000 + driftPerMille)),
  // zoo R-31: the successor's candidacy breaks the silence that the lease rests on.
  mayUseLease: (forfeited) => !forfeited,
};

export const readRuleInfos: readonly RuleInfo<keyof ReadRules>[] = [
  {
    id: 'readIndex',
    source: 'Raft dissertation §6.4, steps 1 and 2',
    says: "A read sees the leader's commit index, and at least the no-op of its term.",
  },
  {
    id: 'isConfirmed',
    source: 'Raft dissertation §6.4, step 3',
    says: 'A read waits until a quorum has answered a heartbeat that was sent after the read came.',
  },
  {
    id: 'leaseMs',
    source: 'Raft dissertation §6.4.1',
    says: 'A lease is shorter than the election timeout by the clock bound, from the sending of its round.',
  },
  {
    id: 'mayUseLease',
    source: 'Raft dissertation §6.4.1',
    says: 'A leader that told another server to campaign has no lease any more.',
  },
];
