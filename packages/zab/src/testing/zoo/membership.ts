import { joint, type Mutant, majority } from '@menagerie/contract';
import { quorumsOf } from '../../membership.ts';
import type { ZabShape } from '../../messages.ts';
import type { Membership } from '../../types.ts';
import { mutant } from './mutant.ts';

/** Mistakes about who counts. */
export const membershipMutants: readonly Mutant<ZabShape>[] = [
  mutant(
    {
      id: 'Z-20',
      mistake: 'Voters without weight count as the others do, and weights are not looked at.',
      source: 'the weight check of ZooKeeper FastLeaderElection, left out',
      breaks: ['Elected By A Quorum', 'Committed On Quorum', 'Established On Quorum', 'Leadership'],
    },
    'quorumOf',
    (active, pending) =>
      pending === null
        ? majority(active.voters)
        : joint(majority(active.voters), majority(pending.voters)),
  ),
  mutant(
    {
      id: 'Z-27',
      mistake: 'Of the groups one is enough.',
      source: 'the test for overlapping groups of QuorumHierarchical, wrong',
      breaks: ['Elected By A Quorum', 'Committed On Quorum', 'Established On Quorum', 'Leadership'],
    },
    'quorumOf',
    (active, pending) => {
      const one = (membership: Membership) =>
        quorumsOf({ ...membership, groups: membership.groups.slice(0, 1) });
      return pending === null ? one(active) : joint(one(active), one(pending));
    },
  ),
  mutant(
    {
      id: 'Z-31',
      mistake: 'A server that lost its disk comes back as if it were the one it was.',
      source: 'the data directory wiped under a running ensemble',
      breaks: ['Leader Log Completeness', 'Committed Log Durability', 'Leadership'],
    },
    'statedIncarnation',
    () => 0,
  ),
  mutant(
    {
      id: 'Z-32',
      mistake: 'A reconfiguration needs a quorum of the new membership alone.',
      source: 'Shraer et al., USENIX ATC 2012, without the older configuration',
      breaks: ['Elected By A Quorum', 'Leader Log Completeness', 'Leadership'],
    },
    'quorumOf',
    (active, pending) => quorumsOf(pending ?? active),
  ),
  mutant(
    {
      id: 'Z-35',
      mistake: 'Whoever bears the number of a voter is counted, also with another disk.',
      source: 'the myid file of ZooKeeper, all that it knows a server by',
      breaks: ['Leader Log Completeness', 'Leadership'],
    },
    'countsAsVoter',
    () => true,
  ),
  mutant(
    {
      id: 'Z-36',
      mistake: 'A second reconfiguration begins before the first is committed.',
      source: 'Shraer et al., USENIX ATC 2012',
      breaks: ['One Reconfiguration At A Time'],
    },
    'mayReconfigure',
    () => true,
  ),
];
