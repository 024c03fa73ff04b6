import type { Mutant } from '@menagerie/contract';
import { type MakeMutant, mutantsOf } from '@menagerie/contract/testing';
import { compareBallots } from '../../ballot.ts';
import type { SynodShape } from '../../synod/messages.ts';
import { createSynod } from '../../synod/protocol.ts';
import type { SynodRules } from '../../synod/rules.ts';
import { countRepetitions, halfOf } from '../mistakes.ts';

/** The Synod with one rule replaced. */
const mutant: MakeMutant<SynodShape, SynodRules> = mutantsOf(createSynod);

/** Every known mistake with one value that one rule can express, by its id. */
export const synodZoo: readonly Mutant<SynodShape>[] = [
  mutant(
    {
      id: 'P-01',
      mistake: 'A proposer forgets which rounds it has tried, and uses one again after a restart.',
      source: 'the discussion of phxpaxos issue 145; folklore',
      breaks: ['OneValuePerBallot', 'Agreement'],
    },
    'persistedRound',
    (_round, previous) => previous,
  ),
  mutant(
    {
      id: 'P-02',
      mistake: 'Ballots are bare numbers: two proposers can use the same one.',
      source: 'folklore; against Paxos Made Simple §2.5',
      breaks: ['OneValuePerBallot', 'Agreement'],
    },
    'nextBallot',
    (round) => ({ round, owner: 0 }),
  ),
  mutant(
    {
      id: 'P-03',
      mistake: 'The promise is not written to the disk.',
      source: 'folklore; Chandra, Griesemer and Redstone, Paxos Made Live (2007), §5.1',
      breaks: ['Promises Are Kept', 'VotesSafe', 'Agreement'],
    },
    'persistedPromise',
    (_ballot, previous) => previous,
  ),
  mutant(
    {
      id: 'P-04',
      mistake: 'What was accepted is not written to the disk.',
      source: 'folklore; against Paxos Made Simple §2.5',
      breaks: ['Learners Are Told The Truth', 'Agreement'],
    },
    'voteIsKept',
    () => false,
  ),
  mutant(
    {
      id: 'P-06',
      mistake: 'An acceptor accepts only above its promise: > where ≥ is needed.',
      source: 'folklore',
      breaks: ['Progress', 'Something Is Learned'],
    },
    'mayAccept',
    (ballot, promised) => compareBallots(ballot, promised) > 0,
  ),
  mutant(
    {
      id: 'P-07',
      mistake: 'A proposer keeps to its own value though a promise told of another.',
      source: 'folklore; against Paxos Made Simple §2.2, P2c',
      breaks: ['VotesSafe', 'Agreement'],
    },
    'valueToPropose',
    (_highest, wish) => wish,
  ),
  mutant(
    {
      id: 'P-08',
      mistake: 'Of the values that promises tell of, the one with the lowest ballot is taken.',
      source: 'folklore; against Paxos Made Simple §2.2, P2c',
      breaks: ['VotesSafe', 'Agreement'],
    },
    'supersedes',
    (reported, known) => known === null || compareBallots(reported.ballot, known.ballot) < 0,
  ),
  mutant(
    {
      id: 'P-10',
      mistake: 'Answers are counted, not distinct acceptors.',
      source: 'folklore; the mutation that the README of MultiPaxos-SMR suggests is near it',
      breaks: ['Learners Are Told The Truth', 'VotesSafe', 'Agreement'],
    },
    'tally',
    countRepetitions,
  ),
  mutant(
    {
      id: 'P-13',
      mistake: 'A vote does not say its ballot: it counts for the newest one that is known.',
      source: 'folklore',
      breaks: ['Learners Are Told The Truth', 'Agreement'],
    },
    'talliedBallot',
    (ballot, newest) => (compareBallots(newest, ballot) > 0 ? newest : ballot),
  ),
  mutant(
    {
      id: 'P-14',
      mistake: 'Of four acceptors two are a quorum, in both phases.',
      source: 'the assumption of Flexible Paxos §3, left out',
      breaks: ['Agreement', 'VotesSafe', 'Learners Are Told The Truth'],
    },
    'quorumsOf',
    halfOf,
  ),
  mutant(
    {
      id: 'P-24',
      mistake: 'A proposer that was refused tries again at once.',
      source: 'Paxos Made Simple §2.4, the two proposers that never finish',
      breaks: ['Progress', 'Something Is Learned'],
    },
    'backOff',
    (retryMs, refused) => (refused ? { min: 0, max: 0 } : { min: retryMs, max: 2 * retryMs }),
  ),
  mutant(
    {
      id: 'P-28',
      mistake: 'An acceptor accepts whatever comes, whatever it promised.',
      source: 'a promise that is made and not looked at; against Paxos Made Simple §2.2, P1a',
      breaks: ['Promises Are Kept', 'VotesSafe', 'Agreement'],
    },
    'mayAccept',
    () => true,
  ),
  mutant(
    {
      id: 'P-29',
      mistake: 'Where the promises tell of nothing, the proposer makes up a value.',
      source: 'the second requirement of consensus, forgotten for a default',
      breaks: ['Nontriviality'],
    },
    'valueToPropose',
    (highest) => (highest === null ? new Uint8Array(0) : highest.value),
  ),
  mutant(
    {
      id: 'P-30',
      mistake: 'A ballot is used before it is on the disk.',
      source: 'the order of writing and sending, left to chance',
      breaks: ['OneValuePerBallot', 'Agreement'],
    },
    'ballotWaits',
    () => false,
  ),
  mutant(
    {
      id: 'P-31',
      mistake: 'A promise is given before it is on the disk.',
      source: 'the order of writing and sending, left to chance',
      breaks: ['Promises Are Kept', 'VotesSafe', 'Agreement'],
    },
    'promiseWaits',
    () => false,
  ),
  mutant(
    {
      id: 'P-32',
      mistake: 'A vote is told before it is on the disk.',
      source: 'the order of writing and sending, left to chance',
      breaks: ['Learners Are Told The Truth', 'Agreement'],
    },
    'voteWaits',
    () => false,
  ),
  mutant(
    {
      id: 'P-33',
      mistake: 'An acceptor promises to whoever asks, lower ballots included.',
      source: 'folklore; against Paxos Made Simple §2.2, phase 1b',
      breaks: ['Promises Are Kept', 'VotesSafe', 'Agreement'],
    },
    'mayPromise',
    () => true,
  ),
  mutant(
    {
      id: 'P-34',
      mistake: 'An acceptor whose disk was replaced by an empty one counts as before.',
      source: 'folklore; the like of etcd issues 3519 and 10817',
      breaks: ['VotesSafe', 'Learners Are Told The Truth', 'Agreement'],
    },
    'countsAsAcceptor',
    () => true,
  ),
  mutant(
    {
      id: 'P-35',
      mistake: 'Promises for earlier ballots of the same proposer count.',
      source: 'folklore',
      breaks: ['VotesSafe', 'Agreement'],
    },
    'isPromiseFor',
    () => true,
  ),
  mutant(
    {
      id: 'P-41',
      mistake:
        'A server that lost its disk proposes on, with ballots that it may have used before.',
      source: 'folklore; the like of etcd issues 3519 and 10817',
      breaks: ['OneValuePerBallot', 'Agreement'],
    },
    'mayPropose',
    () => true,
  ),
];
