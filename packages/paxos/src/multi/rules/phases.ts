import type { Phase, RuleInfo, ServerId, ServerSet } from '@menagerie/contract';
import { type Ballot, compareBallots } from '../../ballot.ts';
import type { Quorums } from '../../quorums.ts';
import type { Value, Vote } from '../types.ts';

/** The two phases in every slot: Paxos Made Simple §2.2, §2.5 and §3. */
export interface PhaseRules {
  /** The ballot that a proposer tries in a round. */
  nextBallot(round: number, owner: ServerId): Ballot;
  /** Whether a request for promises leaves only once its ballot is durable. */
  ballotWaits(): boolean;
  /** Whether an acceptor promises to accept nothing below a ballot. */
  mayPromise(ballot: Ballot, promised: Ballot): boolean;
  /** The promise that goes to the disk; `previous` is the one before. */
  persistedPromise(ballot: Ballot, previous: Ballot): Ballot;
  /** Whether a promise leaves only once it is durable. */
  promiseWaits(): boolean;
  /** Whether an acceptor accepts what a leader proposes. */
  mayAccept(ballot: Ballot, promised: Ballot): boolean;
  /**
   * What is written with the ballot of a vote: its values. Were it anything else, the server would
   * ask itself `again` once that is durable, and vote then.
   *
   * @param held the value in the slot of the n-th of them, from an earlier vote
   */
  votesAtOnce(
    values: readonly Value[],
    held: (nth: number) => Value | null,
    again: boolean,
  ): readonly Value[];
  /** Whether an acceptor tells that it accepted only once that is durable. */
  voteWaits(): boolean;
  /** Whether a leader counts its own vote only once it is durable. */
  ownVoteWaits(): boolean;
  /** Whether an answer is for the ballot that the proposer is about. */
  isAnswerTo(answered: Ballot, ballot: Ballot): boolean;
  /** A set of acceptors after one more was heard. */
  tally(heard: ServerSet, acceptor: ServerId): ServerSet;
  /** Who decides. */
  quorumsOf(configured: Quorums, phase: Phase): Quorums;
  /** Whether a server of that incarnation is the acceptor that the configuration names. */
  countsAsMember(memberIncarnation: number, senderIncarnation: number): boolean;
  /** Of two votes that promises tell of for a slot, whether the second counts. */
  supersedes(reported: Vote, known: Vote): boolean;
}

export const phaseRules: PhaseRules = {
  nextBallot: (round, owner) => ({ round, owner }),
  // zoo P-40: a ballot that a crash takes back is used a second time, for other values.
  ballotWaits: () => true,
  // Equal too: a leader may ask again, where a new configuration makes it need more promises.
  mayPromise: (ballot, promised) => compareBallots(ballot, promised) >= 0,
  // zoo P-42: an acceptor that forgot its promise accepts what the promise excluded.
  persistedPromise: (ballot) => ballot,
  // zoo P-43: the new leader acts on the promise, whatever a crash makes of it.
  promiseWaits: () => true,
  // zoo P-51: what is below the promise was excluded, and a new leader acts on that.
  mayAccept: (ballot, promised) => compareBallots(ballot, promised) >= 0,
  // zoo P-20: a ballot without its value is a vote for something that nobody proposed in it.
  votesAtOnce: (values) => values,
  // zoo P-44: a leader counts the vote, whatever a crash makes of it.
  voteWaits: () => true,
  // zoo P-45: the leader's disk is one of the quorum, no better than the others.
  ownVoteWaits: () => true,
  // zoo P-59: an answer to an earlier ballot says nothing about this one.
  isAnswerTo: (answered, ballot) => compareBallots(answered, ballot) === 0,
  // zoo P-46: a set, not a count: an answer that arrives twice is one answer.
  tally: (heard, acceptor) => heard | (1 << acceptor),
  // zoo P-47: every quorum of phase 1 meets every quorum of phase 2.
  quorumsOf: (configured) => configured,
  // zoo P-48: a disk that replaced a lost one has forgotten promises and votes that others rely on.
  countsAsMember: (memberIncarnation, senderIncarnation) => memberIncarnation === senderIncarnation,
  // zoo P-49: of several values only that of the highest ballot can have been chosen, or be.
  supersedes: (reported, known) => compareBallots(reported.ballot, known.ballot) > 0,
};

const simple = 'Paxos Made Simple';

export const phaseRuleInfos: readonly RuleInfo<keyof PhaseRules>[] = [
  {
    id: 'nextBallot',
    source: `${simple} §2.5`,
    says: 'Different proposers choose their ballots from disjoint sets.',
  },
  {
    id: 'ballotWaits',
    source: `${simple} §2.5`,
    says: 'A ballot is on the disk before it is used.',
  },
  {
    id: 'mayPromise',
    source: `${simple} §2.2, phase 1b`,
    says: 'An acceptor promises a ballot that is no lower than every one that it promised before.',
  },
  { id: 'persistedPromise', source: `${simple} §2.5`, says: 'A promise is on the disk.' },
  {
    id: 'promiseWaits',
    source: `${simple} §2.5`,
    says: 'A promise is durable before it is given.',
  },
  {
    id: 'mayAccept',
    source: `${simple} §2.2, P1a`,
    says: 'An acceptor accepts a proposal unless it has promised a higher ballot.',
  },
  {
    id: 'votesAtOnce',
    source: `${simple} §2.5`,
    says: 'Ballot and value of a vote are one record: a crash keeps both or neither.',
  },
  { id: 'voteWaits', source: `${simple} §2.5`, says: 'A vote is durable before it is told.' },
  {
    id: 'ownVoteWaits',
    source: `${simple} §2.5`,
    says: 'A leader may send a proposal before its own vote is durable, but counts itself only after.',
  },
  {
    id: 'isAnswerTo',
    source: `${simple} §2.2`,
    says: 'A proposer counts answers to the ballot that it is about, and no other.',
  },
  {
    id: 'tally',
    source: `${simple} §2.2`,
    says: 'A quorum is a set of distinct acceptors.',
  },
  {
    id: 'quorumsOf',
    source: 'Flexible Paxos §3',
    says: 'Every quorum of phase 1 meets every quorum of phase 2.',
  },
  {
    id: 'countsAsMember',
    source: `${simple} §2.5`,
    says: 'An acceptor that lost its disk is not the acceptor that it was, and is not counted.',
  },
  {
    id: 'supersedes',
    source: `${simple} §2.2, P2c`,
    says: 'Of the votes for a slot that promises tell of, the one with the highest ballot counts.',
  },
];
