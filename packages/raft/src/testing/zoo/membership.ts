import { type Mutant, majority } from '@menagerie/contract';
import type { RaftShape } from '../../messages.ts';
import { rules } from '../../rules/index.ts';
import { mutant } from './mutant.ts';

/** Mistakes in changes of membership, and about who a server is. */
export const membershipMutants: readonly Mutant<RaftShape>[] = [
  mutant(
    {
      id: 'R-17',
      mistake: 'A leader changes the membership before it has committed an entry of its term.',
      source: 'Ongaro on the list raft-dev, 10 July 2015',
      breaks: ['Leader Completeness', 'State Machine Safety'],
    },
    'mayChangeInTerm',
    () => true,
  ),
  mutant(
    {
      id: 'R-18',
      mistake: 'A second change of membership begins before the first is committed.',
      source: 'Raft dissertation §4.1',
      breaks: ['One Change At A Time', 'Leader Completeness'],
    },
    'mayChangeAfter',
    () => true,
  ),
  mutant(
    {
      id: 'R-19',
      mistake: 'In a joint membership the incoming half alone commits.',
      source: 'openraft change 6c0ccaf3',
      breaks: ['Committed On Quorum'],
    },
    'quorumOf',
    (membership, purpose) =>
      purpose === 'commit' ? majority(membership.voters) : rules.quorumOf(membership, purpose),
  ),
  mutant(
    {
      id: 'R-20',
      mistake: 'In a joint membership the incoming half alone elects.',
      source: 'the incorrect election quorum tally found in CCF',
      breaks: ['Election Safety', 'Leader Completeness'],
    },
    'quorumOf',
    (membership, purpose) =>
      purpose === 'elect' ? majority(membership.voters) : rules.quorumOf(membership, purpose),
  ),
  mutant(
    {
      id: 'R-21',
      mistake:
        'A membership takes effect when it is committed, as if nobody campaigned in between.',
      source: 'etcd issues 7280 and 11284',
      breaks: [
        'Leader Completeness',
        'Election Safety',
        'One Change At A Time',
        'Committed On Quorum',
      ],
    },
    'takesEffect',
    (entryIndex, commitIndex) => entryIndex <= commitIndex,
  ),
  mutant(
    {
      id: 'R-22',
      mistake: 'Only the leader that entered a joint membership leaves it.',
      source: 'etcd issue 12359',
      breaks: ['Joint Membership Ends'],
    },
    'leavesJoint',
    (enteredTerm, currentTerm) => enteredTerm === currentTerm,
  ),
  mutant(
    {
      id: 'R-24',
      mistake: 'Learners count in quorums.',
      source: 'folklore',
      breaks: ['Committed On Quorum'],
    },
    'quorumOf',
    (membership) => majority(membership.voters | membership.learners),
  ),
  mutant(
    {
      id: 'R-26',
      mistake: 'Whoever bears the number of a member is counted, also with another disk.',
      source: 'the README of the published Raft models by Vanlightly',
      breaks: ['Leader Completeness', 'Election Safety', 'Committed On Quorum'],
    },
    'countsAsMember',
    () => true,
  ),
  mutant(
    {
      id: 'R-27',
      mistake: 'A server that lost its disk comes back as if it were the one it was.',
      source: 'reports to etcd of a commit index out of range, such as issue 3519',
      breaks: ['Leader Completeness', 'Election Safety', 'Committed On Quorum'],
    },
    'statedIncarnation',
    () => 0,
  ),
  // The rule of R-21, and what comes of a single change already.
  mutant(
    {
      id: 'R-45',
      mistake: 'A change of membership is committed by a quorum of the membership before it.',
      source: 'folklore',
      breaks: ['Committed On Quorum', 'Leader Completeness'],
    },
    'takesEffect',
    (entryIndex, commitIndex) => entryIndex <= commitIndex,
  ),
];
