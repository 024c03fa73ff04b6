import type { Mutant } from '@menagerie/contract';
import type { ZabShape } from '../../messages.ts';
import { mutant } from './mutant.ts';

/** Mistakes in broadcast, in reads and in compaction. */
export const broadcastMutants: readonly Mutant<ZabShape>[] = [
  mutant(
    {
      id: 'Z-13',
      mistake: 'What an earlier connection still had under way is logged.',
      source: 'ZOOKEEPER-4712',
      breaks: [
        'Committed On Quorum',
        'Prefix Consistency',
        'Synchronized Is A Prefix',
        'Commit Consistency',
      ],
    },
    'isOpen',
    () => true,
  ),
  mutant(
    {
      id: 'Z-21',
      mistake: 'A leader proposes before a quorum has acknowledged NEWLEADER.',
      source: 'DSN 2011, phase 3, begun too early',
      breaks: ['Primary Integrity', 'Integrity'],
    },
    'mayPropose',
    () => true,
  ),
  mutant(
    {
      id: 'Z-25',
      mistake: 'At its limit the counter begins again, in the same epoch.',
      source: 'ZOOKEEPER-1277',
      breaks: ['Prefix Consistency', 'Total Order', 'Local Primary Order'],
    },
    'nextZxid',
    (epoch, last, limit) => ({
      epoch,
      counter: last.epoch === epoch ? (last.counter % limit) + 1 : 1,
    }),
  ),
  mutant(
    {
      id: 'Z-26',
      mistake: 'A leader answers sync at once, and so claims that its reads are linearizable.',
      source: 'ZOOKEEPER-1675: in ZooKeeper sync has no round of a quorum',
      breaks: ['Linearizable Reads'],
    },
    'isConfirmed',
    () => true,
  ),
  mutant(
    {
      id: 'Z-29',
      mistake: 'A follower acknowledges a proposal before it is durable.',
      source: 'DSN 2011, phase 3, step f.3.1, without the disk; forceSync=no in ZooKeeper',
      breaks: ['Committed On Quorum', 'Leader Log Completeness'],
    },
    'proposalAckWaits',
    () => false,
  ),
  mutant(
    {
      id: 'Z-30',
      mistake: 'A leader counts itself before its proposal is durable.',
      source: 'etcd issue 14370, the same in another protocol',
      breaks: ['Committed On Quorum', 'Leader Log Completeness'],
    },
    'ownAckWaits',
    () => false,
  ),
  mutant(
    {
      id: 'Z-34',
      mistake: 'A history is compacted beyond what is delivered.',
      source: 'folklore',
      breaks: ['State Ordering'],
    },
    'mayCompact',
    (through, _delivered, last) => through <= last,
  ),
];
