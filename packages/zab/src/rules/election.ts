import type { RuleInfo } from '@menagerie/contract';
import type { Vote } from '../types.ts';
import { compareZxids, type Zxid } from '../zxid.ts';

/** Decisions of fast leader election: ZooKeeper's FastLeaderElection. */
export interface ElectionRules {
  /** What a server says of its history, in votes and in ACKEPOCH. */
  statedZxid(lastLogged: Zxid, lastDelivered: Zxid): Zxid;
  /** Whether a server proposes itself. */
  mayStand(isVoter: boolean, weight: number): boolean;
  /** Whether the vote of a peer that looks for a leader is heard. */
  heeds(isVoter: boolean, knowsNewerMembership: boolean): boolean;
  /** Whether a vote is better than another. */
  isBetterVote(candidate: Vote, own: Vote): boolean;
  /** Whether a vote belongs to the election in progress. */
  isOfRound(voteRound: number, ownRound: number): boolean;
  /** Whether to join a leader that settled peers name. */
  joinsSettled(quorumFollows: boolean, leaderLeads: boolean): boolean;
  /** Whether to join a leader on its own word; `elected`: it has this server's vote. */
  joinsOnItsWord(isVoter: boolean, knowsOlderMembership: boolean, elected: boolean): boolean;
}

export const electionRules: ElectionRules = {
  // zoo Z-04: the log, for what is in it may be committed although it was not delivered here.
  statedZxid: (lastLogged) => lastLogged,
  mayStand: (isVoter, weight) => isVoter && weight > 0,
  // A voter of the newer membership may need the vote of this server, which does not know of either.
  heeds: (isVoter, knowsNewerMembership) => isVoter || knowsNewerMembership,
  isBetterVote: (candidate, own) => {
    // zoo Z-17: a long history of an older epoch lacks what was committed since.
    if (candidate.epoch !== own.epoch) return candidate.epoch > own.epoch;
    const order = compareZxids(candidate.zxid, own.zxid);
    return order !== 0 ? order > 0 : candidate.leader > own.leader;
  },
  // zoo Z-18: votes of another round are for candidates that may be gone.
  isOfRound: (voteRound, ownRound) => voteRound === ownRound,
  // zoo Z-19: followers name their leader for a while after it is gone, or has begun anew.
  joinsSettled: (quorumFollows, leaderLeads) => quorumFollows && leaderLeads,
  // A quorum in the eyes of this server may be out of reach: what it takes for the membership may
  // be outdated, or a proposal that nobody else has.
  joinsOnItsWord: (isVoter, knowsOlderMembership, elected) =>
    !isVoter || knowsOlderMembership || elected,
};

export const electionRuleInfos: readonly RuleInfo<keyof ElectionRules>[] = [
  {
    id: 'statedZxid',
    source: 'ZooKeeper FastLeaderElection; ZOOKEEPER-2845',
    says: 'A server says of its history what its log holds, delivered or not.',
  },
  {
    id: 'mayStand',
    source: 'ZooKeeper FastLeaderElection',
    says: 'A voter with weight proposes itself; observers and voters of weight 0 do not.',
  },
  {
    id: 'heeds',
    source: 'here; ZooKeeper hands over its configuration in notifications instead',
    says: 'The vote of a peer that looks for a leader is heard if it is a voter, or knows a newer membership.',
  },
  {
    id: 'isBetterVote',
    source: 'ZooKeeper FastLeaderElection; the paper leaves it to an oracle',
    says: 'The later current epoch wins, then the later zxid, then the greater id.',
  },
  {
    id: 'isOfRound',
    source: 'ZooKeeper FastLeaderElection',
    says: 'Only votes of the same round of the logical clock are counted together.',
  },
  {
    id: 'joinsSettled',
    source: 'ZooKeeper FastLeaderElection; ZOOKEEPER-975',
    says: 'A late looker joins a leader that a quorum follows and that says itself that it leads.',
  },
  {
    id: 'joinsOnItsWord',
    source: 'here; ZooKeeper hands over its configuration in notifications instead',
    says: 'Who does not vote, knows an outdated membership, or voted for it, joins a leader that says it leads.',
  },
];
