import { raftZh } from '@menagerie/lab/sentences-zh';
import { type RaftRules, ruleInfos } from '@menagerie/raft';
import { raftProperties, raftZoo } from '@menagerie/raft/testing';
import type { Book } from '../book.ts';

export type RaftGroup =
  | 'election'
  | 'replication'
  | 'durability'
  | 'membership'
  | 'snapshots'
  | 'reads';

export const raft: Book<keyof RaftRules, RaftGroup> = {
  protocol: 'raft',
  rules: ruleInfos,
  groups: {
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
  },
  properties: raftProperties,
  mistakes: raftZoo,
  zh: raftZh,
};
