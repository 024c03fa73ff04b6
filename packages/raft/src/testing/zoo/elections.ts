import { flexible, has, type Mutant, sizeOf } from '@menagerie/contract';
import type { RaftShape } from '../../messages.ts';
import { mutant } from './mutant.ts';

/** Mistakes in elections. */
export const electionMutants: readonly Mutant<RaftShape>[] = [
  mutant(
    {
      id: 'R-03',
      mistake: 'The vote is not written to the disk, nor kept.',
      source: 'folklore',
      breaks: ['Election Safety'],
    },
    'persistedVote',
    () => null,
  ),
  mutant(
    {
      id: 'R-04',
      mistake: 'The term is not written to the disk, nor kept.',
      source: 'folklore',
      // Who hears a second leader of its term throws before Election Safety is asked.
      breaks: ['Election Safety', 'Log Matching', 'No Exception'],
    },
    'persistedTerm',
    (_term, previous) => previous,
  ),
  mutant(
    {
      id: 'R-07',
      mistake: 'Logs are compared by their length alone.',
      source: 'the vote rule of the npm package skiff-algorithm',
      breaks: ['Leader Completeness', 'State Machine Safety'],
    },
    'isLogUpToDate',
    (candidate, own) => candidate.index >= own.index,
  ),
  mutant(
    {
      id: 'R-08',
      mistake: 'A candidate is refused only if its last index and its last term are both behind.',
      source: 'the npm package liferaft, corrected in its fork in March 2025',
      breaks: ['Leader Completeness', 'State Machine Safety'],
    },
    'isLogUpToDate',
    (candidate, own) => candidate.index >= own.index || candidate.term >= own.term,
  ),
  mutant(
    {
      id: 'R-13',
      mistake: 'Grants are counted, not distinct voters.',
      source: 'the counter of the npm package liferaft',
      breaks: ['Election Safety'],
    },
    'tally',
    // One more server counts with each grant, whether or not that server granted anything.
    (granted, voter) => (has(granted, voter) ? granted | (granted + 1) : granted | (1 << voter)),
  ),
  mutant(
    {
      id: 'R-14',
      mistake: 'Grants of an earlier term count.',
      source: 'folklore',
      breaks: ['Election Safety'],
    },
    'isCurrentGrant',
    () => true,
  ),
  mutant(
    {
      id: 'R-16',
      mistake: 'Of an even number of voters, half is taken for a quorum.',
      source: 'folklore',
      breaks: ['Election Safety', 'Committed On Quorum'],
    },
    'quorumOf',
    ({ voters }) => {
      const half = Math.ceil(sizeOf(voters) / 2);
      return flexible(voters, half, half);
    },
  ),
  mutant(
    {
      id: 'R-25',
      mistake: 'A server that does not know yet that it was made a voter refuses to vote.',
      source: 'etcd pull request 10998',
      breaks: ['Progress'],
    },
    'votesThough',
    (isVoter) => isVoter,
  ),
  mutant(
    {
      id: 'R-33',
      mistake: 'A server grants its vote to whoever asks, however fresh the word of a leader.',
      source: 'the family of raft-rs pull request 141',
      breaks: ['Linearizable Reads'],
    },
    'heedsCandidate',
    () => true,
  ),
  mutant(
    {
      id: 'R-40',
      mistake: 'Requests of older terms are met with silence.',
      source: 'etcd issues 8243 and 8501',
      breaks: ['Progress'],
    },
    'answersStale',
    () => false,
  ),
  // The rule of R-33, and what comes of it without a lease: nobody leads for long.
  mutant(
    {
      id: 'R-42',
      mistake:
        'A server that hears nobody deposes every leader, for whoever hears it takes its term.',
      source: "Raft dissertation §4.2.3; Cloudflare's report of 2 November 2020",
      breaks: ['Progress'],
    },
    'heedsCandidate',
    () => true,
  ),
  mutant(
    {
      id: 'R-50',
      mistake: 'A server gives up as soon as its log says that it is removed, committed or not.',
      source: 'Raft dissertation §4.2.2, the paragraph on servers outside their own configuration',
      breaks: ['Progress'],
    },
    'mayCampaign',
    (isVoter) => isVoter,
  ),
];
