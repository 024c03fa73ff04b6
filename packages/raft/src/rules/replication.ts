import type { RuleInfo } from '@menagerie/contract';

/** Decisions of replication and commitment: dissertation §3.5, §3.6 and §10.2. */
export interface ReplicationRules {
  /** Whether the entry before the new ones is the leader's; `undefined` where there is none. */
  isConsistent(termAtPrev: number | undefined, prevTerm: number): boolean;
  /** Through which index a server that becomes leader keeps its log. */
  newLeaderKeeps(lastIndex: number, commitIndex: number): number;
  /** Whether an entry must give way to the leader's at the same index. */
  conflicts(ownTerm: number, leaderTerm: number): boolean;
  /** Through which index this message has shown the log to equal the leader's. */
  verifiedIndex(prevIndex: number, entries: number, lastIndex: number): number;
  /** A follower's new commit index, before it is compared with the one it has. */
  followerCommit(leaderCommit: number, verified: number, lastIndex: number): number;
  /**
   * Where to look next after a rejection: `rejected` is the index that did not match, `agreed` the
   * highest at which the logs may still agree, `matched` the highest at which they surely do.
   */
  nextToProbe(rejected: number, agreed: number, matched: number): number;
  /** Whether the answer to a heartbeat lets a paused peer be sent to again. */
  heartbeatResumes(paused: boolean): boolean;
  /** Whether an answer belongs to the term that this leader leads. */
  isCurrentAnswer(answerTerm: number, currentTerm: number): boolean;
  /** Whether a leader may commit an entry that a quorum holds; `undefined` where it has none. */
  mayCommit(entryTerm: number | undefined, currentTerm: number): boolean;
  /** Through which index entries go to the application. */
  deliverableThrough(commitIndex: number, lastIndex: number): number;
}

export const replicationRules: ReplicationRules = {
  isConsistent: (termAtPrev, prevTerm) => termAtPrev === prevTerm,
  // zoo R-51: what it does not know to be committed may well be; a leader only appends.
  newLeaderKeeps: (lastIndex) => lastIndex,
  conflicts: (ownTerm, leaderTerm) => ownTerm !== leaderTerm,
  // zoo R-10: what lies beyond the message may be a remnant of another leader.
  verifiedIndex: (prevIndex, entries) => prevIndex + entries,
  // zoo R-02: only what was compared with the leader is known to be what the leader committed.
  followerCommit: (leaderCommit, verified) => Math.min(leaderCommit, verified),
  // zoo R-38: at most `rejected`, so each rejection moves at least one step back.
  nextToProbe: (rejected, agreed, matched) => Math.max(Math.min(rejected, agreed + 1), matched + 1),
  // zoo R-39: the message that the pause waits for may be lost.
  heartbeatResumes: () => true,
  // zoo R-11: the log that an old answer speaks of may have been cut since.
  isCurrentAnswer: (answerTerm, currentTerm) => answerTerm === currentTerm,
  // zoo R-01: an older entry on a quorum can still be overwritten (Figure 3.7); it is committed
  // by the first entry of this term after it.
  mayCommit: (entryTerm, currentTerm) => entryTerm === currentTerm,
  // zoo R-46: never beyond the commit index.
  deliverableThrough: (commitIndex) => commitIndex,
};

export const replicationRuleInfos: readonly RuleInfo<keyof ReplicationRules>[] = [
  {
    id: 'isConsistent',
    source: 'Raft dissertation §3.5',
    says: 'A follower takes entries only if the one before them has the index and term that the leader names.',
  },
  {
    id: 'newLeaderKeeps',
    source: 'Raft dissertation §3.5',
    says: 'A new leader keeps its whole log, committed or not.',
  },
  {
    id: 'conflicts',
    source: 'Raft dissertation §3.5',
    says: "Only an entry that differs from the leader's gives way, with all that follow it.",
  },
  {
    id: 'verifiedIndex',
    source: 'Raft dissertation §3.5',
    says: 'A message shows agreement through the last entry that it carries, and no further.',
  },
  {
    id: 'followerCommit',
    source: 'Raft dissertation Figure 3.1',
    says: "A follower's commit index is the leader's, but not beyond what was shown to agree.",
  },
  {
    id: 'nextToProbe',
    source: 'Raft dissertation §3.5',
    says: 'After a rejection the leader goes back to where the logs may agree, at least one entry.',
  },
  {
    id: 'heartbeatResumes',
    source: 'Raft dissertation §10.2.2',
    says: 'A lost message holds replication up until the next heartbeat is answered.',
  },
  {
    id: 'isCurrentAnswer',
    source: 'Raft dissertation §3.3',
    says: 'Answers given in another term are ignored.',
  },
  {
    id: 'mayCommit',
    source: 'Raft dissertation §3.6.2',
    says: 'A leader commits by counting only entries of its own term.',
  },
  {
    id: 'deliverableThrough',
    source: 'Raft dissertation Figure 3.1',
    says: 'Entries are applied up to the commit index, in order, each once.',
  },
];
