import { zabZh } from '@menagerie/lab/sentences-zh';
import { ruleInfos, type ZabRules } from '@menagerie/zab';
import { zabProperties, zabZoo } from '@menagerie/zab/testing';
import type { Book } from '../book.ts';

export type ZabGroup =
  | 'election'
  | 'discovery'
  | 'synchronization'
  | 'broadcast'
  | 'durability'
  | 'membership'
  | 'reads';

export const zab: Book<keyof ZabRules, ZabGroup> = {
  protocol: 'zab',
  rules: ruleInfos,
  groups: {
    election: [
      'statedZxid',
      'mayStand',
      'isBetterVote',
      'isOfRound',
      'joinsSettled',
      'heeds',
      'joinsOnItsWord',
    ],
    discovery: [
      'newEpoch',
      'acceptsEpoch',
      'countsPromise',
      'yieldsTo',
      'sendsHistory',
      'abortsFor',
      'adoptsHistory',
    ],
    synchronization: [
      'syncsThrough',
      'syncPlan',
      'truncatesTo',
      'writesEpochAt',
      'forwardsTo',
      'matchesCommit',
    ],
    broadcast: ['mayPropose', 'nextZxid', 'isOpen', 'mayCompact'],
    durability: [
      'promiseWaits',
      'writesSynced',
      'newLeaderAckWaits',
      'proposalAckWaits',
      'ownAckWaits',
    ],
    membership: ['quorumOf', 'countsAsVoter', 'statedIncarnation', 'mayReconfigure', 'leadsOn'],
    reads: ['isConfirmed'],
  },
  properties: zabProperties,
  mistakes: zabZoo,
  zh: zabZh,
};
