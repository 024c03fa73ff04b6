import type { Mutant } from '@menagerie/contract';
import type { ZabShape } from '../../messages.ts';
import { zookeeperRules } from '../../rules/index.ts';
import { compareZxids } from '../../zxid.ts';
import { mutant } from './mutant.ts';

/** Mistakes in synchronization, and about what is durable when. */
export const synchronizationMutants: readonly Mutant<ZabShape>[] = [
  mutant(
    {
      id: 'Z-03',
      mistake: 'NEWLEADER is acknowledged before history and epoch are durable.',
      source: 'ZOOKEEPER-3911, ZOOKEEPER-4646, ZOOKEEPER-3023',
      breaks: ['Established On Quorum', 'Leader Log Completeness'],
    },
    'newLeaderAckWaits',
    () => false,
  ),
  mutant(
    {
      id: 'Z-06',
      mistake: 'A COMMIT before UPTODATE is matched only with proposals that came after NEWLEADER.',
      source: 'ZOOKEEPER-4394',
      breaks: ['Commit Consistency'],
    },
    'matchesCommit',
    (index, initial, serving) => index !== null && (serving || index > initial),
  ),
  mutant(
    {
      id: 'Z-08',
      mistake: 'What DIFF brings is kept in memory, and not written to the log.',
      source: 'ZOOKEEPER-4882, a log that lags behind the memory',
      breaks: ['History Before Epoch', 'Established On Quorum', 'Committed On Quorum'],
    },
    'writesSynced',
    () => false,
  ),
  mutant(
    {
      id: 'Z-10',
      mistake: 'A learner with a transaction that nobody else has is sent a DIFF all the same.',
      source: 'the family of ZOOKEEPER-1549 and ZOOKEEPER-3911',
      breaks: ['Prefix Consistency', 'Synchronized Is A Prefix', 'Agreement'],
    },
    'syncPlan',
    (facts) => {
      const { peer, base, history } = facts;
      if (compareZxids(peer, base) < 0) return zookeeperRules.syncPlan(facts);
      const common = history.findLast((zxid) => compareZxids(zxid, peer) <= 0);
      return { type: 'diff', after: common ?? base };
    },
  ),
  mutant(
    {
      id: 'Z-11',
      mistake: 'TRUNC takes one transaction too many away.',
      source: 'ZOOKEEPER-1154, ZOOKEEPER-1156',
      breaks: ['Committed Log Durability', 'Prefix Consistency', 'Synchronized Is A Prefix'],
    },
    'truncatesTo',
    (_target, before) => before,
  ),
  mutant(
    {
      id: 'Z-14',
      mistake: 'Proposals go only to learners that have acknowledged NEWLEADER.',
      source: 'first issue found in the published protocol model of Zab',
      breaks: ['Prefix Consistency', 'Commit Consistency', 'Local Primary Order'],
    },
    'forwardsTo',
    (stage) => stage === 'synced',
  ),
  mutant(
    {
      id: 'Z-28',
      mistake: 'The current epoch is written when synchronization begins.',
      source: 'ZOOKEEPER-4643, ZOOKEEPER-4785',
      breaks: ['History Before Epoch', 'Leader Log Completeness'],
    },
    'writesEpochAt',
    (moment) => moment === 'beginning',
  ),
  mutant(
    {
      id: 'Z-37',
      mistake: 'A follower that dials anew drops the proposals under way that it has.',
      source: 'DSN 2011, phase 3, step l.3.4',
      breaks: ['Committed Log Durability'],
    },
    'syncsThrough',
    (settled) => settled,
  ),
];
