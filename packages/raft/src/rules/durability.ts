import type { RuleInfo, ServerId } from '@menagerie/contract';

/** What is written before what is said: Figure 3.1 (persistent state) and dissertation §10.2.1. */
export interface DurabilityRules {
  /** The vote that goes to the disk. */
  persistedVote(votedFor: ServerId | null): ServerId | null;
  /** The term that goes to the disk; `previous` is the one before. */
  persistedTerm(term: number, previous: number): number;
  /** Whether a granted vote leaves only once it is durable. */
  voteWaits(): boolean;
  /** Whether an acknowledgement of entries, or of a chunk, leaves only once they are durable. */
  acknowledgementWaits(): boolean;
  /** Whether a leader counts its own entry only once it is durable. */
  ownEntryWaits(): boolean;
}

export const durabilityRules: DurabilityRules = {
  // zoo R-03: a voter that forgot its vote votes again.
  persistedVote: (votedFor) => votedFor,
  // zoo R-04: a voter that forgot its term votes again in the same one.
  persistedTerm: (term) => term,
  voteWaits: () => true,
  // zoo R-05: a crash between answer and write loses what the leader counts on.
  acknowledgementWaits: () => true,
  // zoo R-06: the leader's disk is one of the quorum, no better than the others.
  ownEntryWaits: () => true,
};

export const durabilityRuleInfos: readonly RuleInfo<keyof DurabilityRules>[] = [
  {
    id: 'persistedVote',
    source: 'Raft dissertation §3.8',
    says: 'A vote is on the disk.',
  },
  {
    id: 'persistedTerm',
    source: 'Raft dissertation §3.8',
    says: 'The current term is on the disk.',
  },
  {
    id: 'voteWaits',
    source: 'Raft dissertation §3.8',
    says: 'A vote is durable before it is given.',
  },
  {
    id: 'acknowledgementWaits',
    source: 'Raft dissertation §3.8',
    says: 'Entries are durable before they are acknowledged.',
  },
  {
    id: 'ownEntryWaits',
    source: 'Raft dissertation §10.2.1',
    says: 'A leader may send an entry before it is durable here, but counts itself only after.',
  },
];
