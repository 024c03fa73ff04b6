import type { RuleInfo, ServerId, ServerSet } from '@menagerie/contract';

/** Term and index of the last entry of a log. */
export interface LastEntry {
  readonly term: number;
  readonly index: number;
}

/** Decisions of elections: dissertation §3.4, §3.6, §4.2.3, §6.2 and §9.6. */
export interface ElectionRules {
  /** Of two logs the one with the later last term is newer; of equal last terms, the longer. */
  isLogUpToDate(candidate: LastEntry, own: LastEntry): boolean;
  /** One vote in each term: to whom it went already, or to the first that asks. */
  mayGrantVote(votedFor: ServerId | null, candidate: ServerId): boolean;
  /** A server votes whether or not it believes to be a voter: its membership may be outdated. */
  votesThough(isVoter: boolean): boolean;
  /** The set of voters that granted, after one more grant. */
  tally(granted: ServerSet, voter: ServerId): ServerSet;
  /** Whether a grant was given in the term of this election. */
  isCurrentGrant(grantTerm: number, electionTerm: number): boolean;
  /** Whether to look at a request for votes at all; `sheltered`: a leader was heard within T. */
  heedsCandidate(sheltered: boolean, transfer: boolean): boolean;
  /** For how long after a leader's word a server stays sheltered, in ms of its own clock. */
  shelterMs(electionMs: number): number;
  /** Whether a server that starts takes shelter as if it had just heard a leader. */
  sheltersAfterStart(checkQuorum: boolean): boolean;
  /** Voters campaign, and so does a voter whose removal is not committed: `isLeaving`. */
  mayCampaign(isVoter: boolean, isLeaving: boolean): boolean;
  /** Whether a request from an older term gets an answer that carries the newer one. */
  answersStale(configured: boolean): boolean;
  /** Whether a leader may stay one, given that a quorum was heard since the last check. */
  staysLeader(heardQuorum: boolean): boolean;
}

export const electionRules: ElectionRules = {
  isLogUpToDate: (candidate, own) =>
    // zoo R-07: the term comes first; a long log of an old term lacks what was committed since.
    candidate.term > own.term ||
    // zoo R-08: with equal terms the index decides; "behind in both" would let a shorter log win.
    (candidate.term === own.term && candidate.index >= own.index),
  mayGrantVote: (votedFor, candidate) => votedFor === null || votedFor === candidate,
  // zoo R-25: a learner that was promoted may not know it yet, and its vote may be the one needed.
  votesThough: () => true,
  // zoo R-13: a set, not a count: a grant that arrives twice is one vote.
  tally: (granted, voter) => granted | (1 << voter),
  // zoo R-14: a grant of an earlier election says nothing about this term.
  isCurrentGrant: (grantTerm, electionTerm) => grantTerm === electionTerm,
  // zoo R-42: a server that was removed or cut off may call as loud as it likes.
  // zoo R-33: and a leader's lease rests on this silence.
  heedsCandidate: (sheltered, transfer) => transfer || !sheltered,
  shelterMs: (electionMs) => electionMs,
  sheltersAfterStart: (checkQuorum) => checkQuorum,
  // zoo R-50: the only log that can win may be that of a server which its last entry removes.
  mayCampaign: (isVoter, isLeaving) => isVoter || isLeaving,
  // zoo R-40: without the answer, the longest log on a low term and shorter logs on a higher one
  // refuse each other for ever.
  answersStale: (configured) => configured,
  staysLeader: (heardQuorum) => heardQuorum,
};

export const electionRuleInfos: readonly RuleInfo<keyof ElectionRules>[] = [
  {
    id: 'isLogUpToDate',
    source: 'Raft dissertation §3.6.1',
    says: 'A vote goes only to a candidate whose last entry has a later term, or the same term and no smaller index.',
  },
  {
    id: 'mayGrantVote',
    source: 'Raft dissertation §3.4',
    says: 'A server gives at most one vote in a term, to the first candidate that asks.',
  },
  {
    id: 'votesThough',
    source: 'Raft dissertation §4.1',
    says: 'A server votes even where its own membership does not name it a voter.',
  },
  {
    id: 'tally',
    source: 'Raft dissertation §3.4',
    says: 'A candidate counts distinct voters, not answers.',
  },
  {
    id: 'isCurrentGrant',
    source: 'Raft dissertation §3.4',
    says: 'Only grants of the current term count.',
  },
  {
    id: 'heedsCandidate',
    source: 'Raft dissertation §4.2.3',
    says: 'A server that heard a leader within the minimum election timeout disregards candidates, unless the leader sent them.',
  },
  {
    id: 'shelterMs',
    source: 'Raft dissertation §6.4.1',
    says: "For the whole minimum election timeout after a leader's word a server grants nothing.",
  },
  {
    id: 'sheltersAfterStart',
    source: 'Raft dissertation §6.4.1',
    says: 'A server that starts has forgotten when it last heard a leader, so it assumes: just now.',
  },
  {
    id: 'mayCampaign',
    source: 'Raft dissertation §4.2.2',
    says: 'Voters campaign, also while their removal is not committed; learners, spares and servers that lost their disk do not.',
  },
  {
    id: 'answersStale',
    source: 'Raft dissertation §3.3',
    says: 'A request from an older term is answered with the newer term.',
  },
  {
    id: 'staysLeader',
    source: 'Raft dissertation §6.2',
    says: 'A leader steps down when an election timeout passes without word from a quorum.',
  },
];
