import type { Mutant } from '@menagerie/contract';
import type { ZabShape } from '../../messages.ts';
import { compareZxids } from '../../zxid.ts';
import { mutant } from './mutant.ts';

/** Mistakes in elections and in discovery. */
export const electionMutants: readonly Mutant<ZabShape>[] = [
  mutant(
    {
      id: 'Z-01',
      mistake: 'A promise is given before it is on the disk.',
      source: 'the era of ZOOKEEPER-335',
      breaks: ['Promised Durably', 'Leadership'],
    },
    'promiseWaits',
    () => false,
  ),
  mutant(
    {
      id: 'Z-04',
      mistake: 'A server states the last transaction that it delivered, not the last in its log.',
      source: 'ZOOKEEPER-2845',
      breaks: [
        'Synchronized Is A Prefix',
        'Leader Log Completeness',
        'Prefix Consistency',
        'Agreement',
      ],
    },
    'statedZxid',
    (_lastLogged, lastDelivered) => lastDelivered,
  ),
  mutant(
    {
      id: 'Z-17',
      mistake: 'Votes are compared by zxid and id, without the current epoch.',
      source: 'the order of ZooKeeper FastLeaderElection, without its first part',
      breaks: ['Progress'],
    },
    'isBetterVote',
    (candidate, own) => {
      const order = compareZxids(candidate.zxid, own.zxid);
      return order !== 0 ? order > 0 : candidate.leader > own.leader;
    },
  ),
  mutant(
    {
      id: 'Z-18',
      mistake: 'Votes of other rounds are counted.',
      source: 'the logical clock of ZooKeeper FastLeaderElection, ignored',
      breaks: ['Elected By A Quorum'],
    },
    'isOfRound',
    () => true,
  ),
  mutant(
    {
      id: 'Z-19',
      mistake:
        'A late looker takes the word of followers for their leader, whatever that one says.',
      source: 'ZOOKEEPER-975',
      breaks: ['A Late Looker Joins Who Leads'],
    },
    'joinsSettled',
    (quorumFollows) => quorumFollows,
  ),
  mutant(
    {
      id: 'Z-23',
      mistake: 'A follower takes part in an epoch below the one that it accepted.',
      source: 'DSN 2011, phase 1, step f.1.2, without its condition',
      breaks: ['State Ordering', 'Global Primary Order'],
    },
    'acceptsEpoch',
    () => true,
  ),
  mutant(
    {
      id: 'Z-33',
      mistake: 'A leader does not mind that a follower has a more recent history.',
      source: 'the check of ZooKeeper Leader.waitForEpochAck, left out',
      breaks: ['Committed Log Durability', 'Leader Log Completeness'],
    },
    'abortsFor',
    () => false,
  ),
];
