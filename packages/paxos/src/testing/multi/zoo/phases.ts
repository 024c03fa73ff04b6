import type { Mutant } from '@menagerie/contract';
import { compareBallots } from '../../../ballot.ts';
import type { PaxosShape } from '../../../multi/messages.ts';
import { countRepetitions, halfOf } from '../../mistakes.ts';
import { mutant } from './mutant.ts';

/** Mistakes in the two phases, and in what must be durable when. */
export const phaseMutants: readonly Mutant<PaxosShape>[] = [
  mutant(
    {
      id: 'P-20',
      mistake: 'The ballot of a vote is written first, and its value in a second write.',
      source: 'OmniPaxos pull requests 81 and 121, issue 70',
      breaks: ['OneValuePerBallot', 'Chosen Uniqueness', 'Replica Agreement'],
    },
    'votesAtOnce',
    // The first time the new ballot alone, over whatever value is there.
    (values, held, again) => (again ? values : values.map((value, nth) => held(nth) ?? value)),
  ),
  mutant(
    {
      id: 'P-40',
      mistake: 'A ballot is used before it is on the disk.',
      source: 'the order of writing and sending, left to chance',
      breaks: ['OneValuePerBallot', 'Chosen Uniqueness', 'Replica Agreement'],
    },
    'ballotWaits',
    () => false,
  ),
  mutant(
    {
      id: 'P-42',
      mistake: 'The promise is not written to the disk.',
      source: 'folklore; Paxos Made Live §5.1',
      breaks: ['Promises Are Kept', 'Chosen Uniqueness', 'Replica Agreement'],
    },
    'persistedPromise',
    (_ballot, previous) => previous,
  ),
  mutant(
    {
      id: 'P-43',
      mistake: 'A promise is given before it is on the disk.',
      source: 'the order of writing and sending, left to chance',
      breaks: ['Promises Are Kept', 'Chosen Uniqueness', 'Replica Agreement'],
    },
    'promiseWaits',
    () => false,
  ),
  mutant(
    {
      id: 'P-44',
      mistake: 'A vote is told before it is on the disk.',
      source: 'the order of writing and sending, left to chance',
      breaks: ['CommittedOnQuorum', 'Chosen Uniqueness', 'Replica Agreement'],
    },
    'voteWaits',
    () => false,
  ),
  mutant(
    {
      id: 'P-45',
      mistake: 'A leader counts its own vote before that is on its disk.',
      source: 'the order of writing and sending, left to chance',
      breaks: ['CommittedOnQuorum', 'Chosen Uniqueness', 'Replica Agreement'],
    },
    'ownVoteWaits',
    () => false,
  ),
  mutant(
    {
      id: 'P-46',
      mistake: 'Answers are counted, not distinct acceptors.',
      source: 'folklore',
      breaks: ['CommittedOnQuorum', 'Chosen Uniqueness', 'Replica Agreement'],
    },
    'tally',
    countRepetitions,
  ),
  mutant(
    {
      id: 'P-47',
      mistake: 'Half of the acceptors are a quorum, in both phases.',
      source: 'the assumption of Flexible Paxos §3, left out',
      breaks: ['CommittedOnQuorum', 'Chosen Uniqueness', 'Replica Agreement'],
    },
    'quorumsOf',
    halfOf,
  ),
  mutant(
    {
      id: 'P-48',
      mistake: 'An acceptor whose disk was replaced by an empty one counts as before.',
      source: 'folklore; the like of etcd issues 3519 and 10817',
      breaks: ['Replica Agreement', 'Chosen Uniqueness', 'CommittedOnQuorum', 'Linearizable Reads'],
    },
    'countsAsMember',
    () => true,
  ),
  mutant(
    {
      id: 'P-49',
      mistake: 'Of the votes for a slot, the one with the lowest ballot is taken.',
      source: 'folklore; against Paxos Made Simple §2.2, P2c',
      breaks: ['Replica Agreement', 'Chosen Uniqueness', 'CommittedOnQuorum'],
    },
    'supersedes',
    (reported, known) => compareBallots(reported.ballot, known.ballot) < 0,
  ),
  mutant(
    {
      id: 'P-51',
      mistake: 'An acceptor accepts whatever comes, whatever it promised.',
      source: 'folklore; against Paxos Made Simple §2.2, P1a',
      breaks: ['Promises Are Kept', 'State Ordering', 'Replica Agreement', 'Chosen Uniqueness'],
    },
    'mayAccept',
    () => true,
  ),
  mutant(
    {
      id: 'P-59',
      mistake: 'Answers to earlier ballots of the same leader count.',
      source: 'folklore',
      breaks: ['CommittedOnQuorum', 'Replica Agreement', 'Chosen Uniqueness', 'Linearizable Reads'],
    },
    'isAnswerTo',
    () => true,
  ),
];
