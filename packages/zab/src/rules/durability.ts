import type { RuleInfo } from '@menagerie/contract';

/** What is written before what is said: persist history, persist epoch, acknowledge. */
export interface DurabilityRules {
  /** Whether the promise of an epoch is durable before it is given. */
  promiseWaits(): boolean;
  /** Whether what DIFF brought is written to the disk. */
  writesSynced(): boolean;
  /** Whether NEWLEADER is acknowledged only once history and epoch are durable. */
  newLeaderAckWaits(): boolean;
  /** Whether a proposal is acknowledged only once it is durable. */
  proposalAckWaits(): boolean;
  /** Whether a leader counts its own disk only once it has written. */
  ownAckWaits(): boolean;
}

export const durabilityRules: DurabilityRules = {
  // zoo Z-01: whoever forgets a promise gives it twice, and two leaders get one epoch.
  promiseWaits: () => true,
  // zoo Z-08: what is in memory only is gone after the next start, though it was acknowledged.
  writesSynced: () => true,
  // zoo Z-03: a crash between answer and write loses what the leader took for safe.
  newLeaderAckWaits: () => true,
  // zoo Z-29: the same, for one proposal.
  proposalAckWaits: () => true,
  // zoo Z-30: the leader's disk is one of the quorum, no better than the others.
  ownAckWaits: () => true,
};

export const durabilityRuleInfos: readonly RuleInfo<keyof DurabilityRules>[] = [
  {
    id: 'promiseWaits',
    source: 'DSN 2011, phase 1; ZOOKEEPER-335',
    says: 'The accepted epoch is durable before ACKEPOCH, and before LEADERINFO at a leader.',
  },
  {
    id: 'writesSynced',
    source: 'ZooKeeper Learner; ZOOKEEPER-4882',
    says: 'What a learner gets by DIFF is written as every proposal is.',
  },
  {
    id: 'newLeaderAckWaits',
    source: 'DSN 2011, phase 2; ZOOKEEPER-3911, ZOOKEEPER-4646',
    says: 'History, then epoch, then the acknowledgement of NEWLEADER.',
  },
  {
    id: 'proposalAckWaits',
    source: 'DSN 2011, phase 3, step f.3.1',
    says: 'A proposal is durable before it is acknowledged.',
  },
  {
    id: 'ownAckWaits',
    source: 'ZooKeeper Leader, SyncRequestProcessor',
    says: 'A leader sends a proposal before it is durable here, but counts itself only after.',
  },
];
