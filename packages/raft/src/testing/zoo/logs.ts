import type { Mutant } from '@menagerie/contract';
import type { RaftShape } from '../../messages.ts';
import { mutant } from './mutant.ts';

/** Mistakes in replication, commitment and durability. */
export const logMutants: readonly Mutant<RaftShape>[] = [
  mutant(
    {
      id: 'R-01',
      mistake: 'A leader commits entries of older terms by counting who holds them.',
      source: 'Raft dissertation Figure 3.7; LogCabin issue 44',
      breaks: ['Leader Completeness', 'State Machine Safety'],
    },
    'mayCommit',
    (entryTerm) => entryTerm !== undefined,
  ),
  mutant(
    {
      id: 'R-02',
      mistake: "A follower commits up to the leader's index or the end of its own log.",
      source: 'notes of openraft change 9540c904',
      breaks: ['State Machine Safety'],
    },
    'followerCommit',
    (leaderCommit, _verified, lastIndex) => Math.min(leaderCommit, lastIndex),
  ),
  mutant(
    {
      id: 'R-05',
      mistake: 'A follower acknowledges entries before they are durable.',
      source: 'the constant FollowerFsyncBeforeReply of the published RaftFsync model',
      breaks: ['Committed On Quorum', 'Leader Completeness'],
    },
    'acknowledgementWaits',
    () => false,
  ),
  mutant(
    {
      id: 'R-06',
      mistake: 'A leader counts its own entry before it is durable.',
      source: 'etcd issue 14370',
      breaks: ['Committed On Quorum', 'Leader Completeness'],
    },
    'ownEntryWaits',
    () => false,
  ),
  mutant(
    {
      id: 'R-10',
      mistake: 'A follower acknowledges its whole log instead of what the message showed to agree.',
      source: 'the inaccurate acknowledgement found in CCF',
      breaks: ['Committed On Quorum', 'State Machine Safety'],
    },
    'verifiedIndex',
    (_prevIndex, _entries, lastIndex) => lastIndex,
  ),
  mutant(
    {
      id: 'R-11',
      mistake: 'A leader counts acknowledgements that were given in an older term.',
      source: 'folklore',
      breaks: ['Committed On Quorum', 'State Machine Safety'],
    },
    'isCurrentAnswer',
    () => true,
  ),
  mutant(
    {
      id: 'R-38',
      mistake: 'After a rejection the leader tries the same place again.',
      source: 'openraft change 6d53aa12',
      breaks: ['Progress'],
    },
    'nextToProbe',
    (rejected) => rejected + 1,
  ),
  mutant(
    {
      id: 'R-39',
      mistake: 'A peer that was paused for a lost message stays paused.',
      source: 'etcd test heartbeat_resp_recovers_from_probing',
      breaks: ['Progress'],
    },
    'heartbeatResumes',
    (paused) => !paused,
  ),
  mutant(
    {
      id: 'R-46',
      mistake: 'Entries go to the application before they are committed.',
      source: 'folklore',
      breaks: ['State Machine Safety', 'State Ordering'],
    },
    'deliverableThrough',
    (_commitIndex, lastIndex) => lastIndex,
  ),
  mutant(
    {
      id: 'R-51',
      mistake: 'A new leader drops what it does not know to be committed.',
      source: 'a common belief, about ZooKeeper as well as about Raft',
      breaks: ['Leader Append-Only', 'Leader Completeness'],
    },
    'newLeaderKeeps',
    (_lastIndex, commitIndex) => commitIndex,
  ),
];
