import type { RaftRules } from '@menagerie/raft';

export type RaftRule = keyof RaftRules;

export type RuleGroup =
  | 'election'
  | 'replication'
  | 'durability'
  | 'membership'
  | 'snapshots'
  | 'reads';

/** The rules by the chapter of the algorithm to which they belong, in the order in which they are read. */
export const ruleGroups: Readonly<Record<RuleGroup, readonly RaftRule[]>> = {
  election: [
    'mayGrantVote',
    'isLogUpToDate',
    'tally',
    'isCurrentGrant',
    'mayCampaign',
    'votesThough',
    'heedsCandidate',
    'shelterMs',
    'sheltersAfterStart',
    'staysLeader',
    'answersStale',
  ],
  replication: [
    'isConsistent',
    'newLeaderKeeps',
    'conflicts',
    'verifiedIndex',
    'followerCommit',
    'nextToProbe',
    'heartbeatResumes',
    'isCurrentAnswer',
    'mayCommit',
    'deliverableThrough',
  ],
  durability: [
    'persistedTerm',
    'persistedVote',
    'voteWaits',
    'acknowledgementWaits',
    'ownEntryWaits',
  ],
  membership: [
    'quorumOf',
    'takesEffect',
    'mayChangeInTerm',
    'mayChangeAfter',
    'leavesJoint',
    'leadsOn',
    'countsAsMember',
    'statedIncarnation',
  ],
  snapshots: ['mayCompact', 'holdsSnapshot', 'isNextChunk'],
  reads: ['readIndex', 'isConfirmed', 'leaseMs', 'mayUseLease'],
};
