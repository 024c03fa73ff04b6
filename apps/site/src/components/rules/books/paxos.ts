import { paxosZh } from '@menagerie/lab/sentences-zh';
import { type PaxosRules, paxosRuleInfos } from '@menagerie/paxos';
import { paxosProperties, paxosZoo } from '@menagerie/paxos/testing';
import type { Book } from '../book.ts';

export type PaxosGroup =
  | 'phase1'
  | 'phase2'
  | 'quorums'
  | 'recovery'
  | 'leading'
  | 'configurations'
  | 'snapshots'
  | 'reads';

export const paxos: Book<keyof PaxosRules, PaxosGroup> = {
  protocol: 'paxos',
  rules: paxosRuleInfos,
  groups: {
    phase1: ['nextBallot', 'ballotWaits', 'mayPromise', 'persistedPromise', 'promiseWaits'],
    phase2: ['mayAccept', 'votesAtOnce', 'voteWaits', 'ownVoteWaits', 'isChosenValue'],
    quorums: ['quorumsOf', 'tally', 'isAnswerTo', 'countsAsMember'],
    recovery: ['recovers', 'supersedes', 'isGap', 'tellsTrimmed'],
    leading: ['mayCampaign', 'staysLeader', 'mayPropose', 'isOwnProposal', 'resends'],
    configurations: ['takesEffect', 'mayFollowStop', 'dropsClosedVotes', 'leadsOn'],
    snapshots: ['mayCompact'],
    reads: ['isCaughtUp', 'isConfirmed'],
  },
  properties: paxosProperties,
  mistakes: paxosZoo,
  zh: paxosZh,
};
