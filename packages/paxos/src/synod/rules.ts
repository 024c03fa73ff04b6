import type { RuleInfo, ServerId, ServerSet, Span } from '@menagerie/contract';
import { type Ballot, compareBallots } from '../ballot.ts';
import type { Quorums } from '../quorums.ts';
import type { Proposal } from './types.ts';

/** Every decision of the Synod, as a pure function with the name that the core reports. */
export interface SynodRules {
  /** The ballot that a proposer tries in a round. */
  nextBallot(round: number, owner: ServerId): Ballot;
  /** Whether a server with that disk may propose. */
  mayPropose(incarnation: number): boolean;
  /** The round that goes to the disk; `previous` is the one before. */
  persistedRound(round: number, previous: number): number;
  /** Whether a request for promises leaves only once its round is durable. */
  ballotWaits(): boolean;
  /** Whether an acceptor promises to accept nothing below a ballot. */
  mayPromise(ballot: Ballot, promised: Ballot): boolean;
  /** The promise that goes to the disk; `previous` is the one before. */
  persistedPromise(ballot: Ballot, previous: Ballot): Ballot;
  /** Whether a promise leaves only once it is durable. */
  promiseWaits(): boolean;
  /** Whether a promise is for the ballot that the proposer is about. */
  isPromiseFor(promised: Ballot, ballot: Ballot): boolean;
  /** Of what two promises tell as accepted, whether the second counts. */
  supersedes(reported: Proposal, known: Proposal | null): boolean;
  /** The value that may be proposed: what the promises told of, else what the client wished. */
  valueToPropose(highest: Proposal | null, wish: Uint8Array): Uint8Array;
  /** Whether an acceptor accepts a proposal. */
  mayAccept(ballot: Ballot, promised: Ballot): boolean;
  /** Whether what an acceptor accepts goes to its disk. */
  voteIsKept(): boolean;
  /** Whether an acceptor tells that it accepted only once that is durable. */
  voteWaits(): boolean;
  /** Whether an acceptor of that incarnation is the one that the quorums name. */
  countsAsAcceptor(incarnation: number): boolean;
  /** A set of acceptors after one more was heard. */
  tally(heard: ServerSet, acceptor: ServerId): ServerSet;
  /** The ballot that a learner counts a vote for; `newest` is the highest it was told of. */
  talliedBallot(ballot: Ballot, newest: Ballot): Ballot;
  /** Who decides. */
  quorumsOf(configured: Quorums): Quorums;
  /** How long a proposer waits before the next ballot, after a refusal or after silence. */
  backOff(retryMs: number, refused: boolean): Span;
}

/** The rules as the paper has them. A mutant replaces exactly one. */
export const synodRules: SynodRules = {
  // zoo P-02: the owner is part of the number, so no two proposers ever use the same one.
  nextBallot: (round, owner) => ({ round, owner }),
  // zoo P-41: a disk that replaced a lost one has forgotten which ballots were used.
  mayPropose: (incarnation) => incarnation === 0,
  // zoo P-01: a proposer that forgot a ballot would use it a second time, for another value.
  persistedRound: (round) => round,
  // zoo P-30: a crash between sending and writing is forgetting, too.
  ballotWaits: () => true,
  // zoo P-33: a promise to a lower ballot after a higher one would take the higher one back.
  mayPromise: (ballot, promised) => compareBallots(ballot, promised) > 0,
  // zoo P-03: an acceptor that forgot its promise accepts what the promise excluded.
  persistedPromise: (ballot) => ballot,
  // zoo P-31: the proposer acts on the promise, whatever a crash makes of it.
  promiseWaits: () => true,
  // zoo P-35: a promise for an earlier ballot allows what may have happened since.
  isPromiseFor: (promised, ballot) => compareBallots(promised, ballot) === 0,
  // zoo P-08: of several values only that of the highest ballot can have been chosen, or be.
  supersedes: (reported, known) =>
    known === null || compareBallots(reported.ballot, known.ballot) > 0,
  // zoo P-07: what an acceptor of the quorum accepted may be chosen already.
  // zoo P-29: and where there is nothing, only a client's wish is a value (nontriviality).
  valueToPropose: (highest, wish) => (highest === null ? wish : highest.value),
  // zoo P-06: a promise excludes what is below it, not the ballot that it was given to.
  // zoo P-28: what is below was excluded, and a proposer acts on that.
  mayAccept: (ballot, promised) => compareBallots(ballot, promised) >= 0,
  // zoo P-04: an acceptor that forgot its vote lets a chosen value go unseen.
  voteIsKept: () => true,
  // zoo P-32: a learner counts the vote, whatever a crash makes of it.
  voteWaits: () => true,
  // zoo P-34: a disk that replaced a lost one has forgotten promises and votes that others rely on.
  countsAsAcceptor: (incarnation) => incarnation === 0,
  // zoo P-10: a set, not a count: an answer that arrives twice is one answer.
  tally: (heard, acceptor) => heard | (1 << acceptor),
  // zoo P-13: votes of different ballots never add up, not even for one value.
  talliedBallot: (ballot) => ballot,
  // zoo P-14: every quorum of phase 1 meets every quorum of phase 2.
  quorumsOf: (configured) => configured,
  // zoo P-24: a random pause lets one of two proposers finish before the other interferes.
  backOff: (retryMs) => ({ min: retryMs, max: 2 * retryMs }),
};

const simple = 'Paxos Made Simple';

/** Name, source and meaning of each rule. */
export const synodRuleInfos: readonly RuleInfo<keyof SynodRules>[] = [
  {
    id: 'nextBallot',
    source: `${simple} §2.5`,
    says: 'Different proposers choose their numbers from disjoint sets.',
  },
  {
    id: 'mayPropose',
    source: `${simple} §2.5`,
    says: 'A proposer that has forgotten which numbers it used proposes no more.',
  },
  {
    id: 'persistedRound',
    source: `${simple} §2.5`,
    says: 'A proposer remembers on its disk the highest number that it has tried.',
  },
  {
    id: 'ballotWaits',
    source: `${simple} §2.5`,
    says: 'A number is on the disk before it is used.',
  },
  {
    id: 'mayPromise',
    source: `${simple} §2.2, phase 1b`,
    says: 'An acceptor promises a number that is higher than every one that it promised before.',
  },
  {
    id: 'persistedPromise',
    source: `${simple} §2.5`,
    says: 'A promise is on the disk.',
  },
  {
    id: 'promiseWaits',
    source: `${simple} §2.5`,
    says: 'A promise is durable before it is given.',
  },
  {
    id: 'isPromiseFor',
    source: `${simple} §2.2, phase 2a`,
    says: 'A proposer counts promises for the ballot that it is about, and no other.',
  },
  {
    id: 'supersedes',
    source: `${simple} §2.2, P2c`,
    says: 'Of the accepted proposals that the promises tell of, the one with the highest number counts.',
  },
  {
    id: 'valueToPropose',
    source: `${simple} §2.2, P2c`,
    says: 'The value is that of the highest-numbered accepted proposal among the promises, or any wish if there is none.',
  },
  {
    id: 'mayAccept',
    source: `${simple} §2.2, P1a`,
    says: 'An acceptor accepts a proposal unless it has promised a higher number.',
  },
  {
    id: 'voteIsKept',
    source: `${simple} §2.5`,
    says: 'What an acceptor accepted is on its disk.',
  },
  {
    id: 'voteWaits',
    source: `${simple} §2.5`,
    says: 'A vote is durable before it is told.',
  },
  {
    id: 'countsAsAcceptor',
    source: `${simple} §2.5`,
    says: 'An acceptor that lost its disk is not the acceptor that it was.',
  },
  {
    id: 'tally',
    source: `${simple} §2.2`,
    says: 'A quorum is a set of distinct acceptors.',
  },
  {
    id: 'talliedBallot',
    source: `${simple} §2.2`,
    says: 'A value is chosen once a quorum has accepted it in one and the same ballot.',
  },
  {
    id: 'quorumsOf',
    source: 'Flexible Paxos §3',
    says: 'Every quorum of phase 1 meets every quorum of phase 2.',
  },
  {
    id: 'backOff',
    source: `${simple} §2.4`,
    says: 'A proposer that was refused waits a random time before it tries again.',
  },
];
