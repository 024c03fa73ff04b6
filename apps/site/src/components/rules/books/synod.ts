import { synodZh } from '@menagerie/lab/sentences-zh';
import { type SynodRules, synodRuleInfos } from '@menagerie/paxos';
import { synodProperties, synodZoo } from '@menagerie/paxos/testing';
import type { Book } from '../book.ts';

export type SynodGroup = 'numbers' | 'promises' | 'votes' | 'choice';

export const synod: Book<keyof SynodRules, SynodGroup> = {
  protocol: 'synod',
  rules: synodRuleInfos,
  groups: {
    numbers: ['nextBallot', 'persistedRound', 'ballotWaits', 'mayPropose', 'backOff'],
    promises: ['mayPromise', 'persistedPromise', 'promiseWaits', 'isPromiseFor'],
    votes: ['supersedes', 'valueToPropose', 'mayAccept', 'voteIsKept', 'voteWaits'],
    choice: ['quorumsOf', 'tally', 'talliedBallot', 'countsAsAcceptor'],
  },
  properties: synodProperties,
  mistakes: synodZoo,
  zh: synodZh,
};
