import { joint, majority, type QuorumSystem, type RuleInfo } from '@menagerie/contract';
import type { Membership } from '../types.ts';

/** What a quorum is needed for: a vote, a commit, or the confirmation that a leader still leads. */
export type QuorumPurpose = 'elect' | 'commit' | 'confirm';

/** Decisions about who counts: dissertation chapter 4. */
export interface MembershipRules {
  /** Who decides. */
  quorumOf(membership: Membership, purpose: QuorumPurpose): QuorumSystem;
  /** Whether a server of that incarnation is the member that the membership names. */
  countsAsMember(memberIncarnation: number, senderIncarnation: number): boolean;
  /** The incarnation that a server gives as its own. */
  statedIncarnation(own: number): number;
  /** Whether a membership in the log is in force. */
  takesEffect(entryIndex: number, commitIndex: number): boolean;
  /** Whether the leader has committed an entry of its term, so that it may change the membership. */
  mayChangeInTerm(termStart: number, commitIndex: number): boolean;
  /** Whether the change before is committed, so that another may follow. */
  mayChangeAfter(membershipIndex: number, commitIndex: number): boolean;
  /** Whether a leader leaves a committed joint membership that was entered under `enteredTerm`. */
  leavesJoint(enteredTerm: number, currentTerm: number): boolean;
  /** Whether a leader that is no voter of a committed membership may go on. */
  leadsOn(isVoter: boolean): boolean;
}

export const membershipRules: MembershipRules = {
  quorumOf: (membership, purpose) => {
    // zoo R-24: of the voters; learners hold the log and count for nothing.
    // zoo R-16: more than half, of an even number too: two halves need not meet.
    const incoming = majority(membership.voters);
    if (membership.outgoing === 0) return incoming;
    const outgoing = majority(membership.outgoing);
    switch (purpose) {
      // zoo R-20: a candidate of the new half alone could win beside one of the old half.
      case 'elect':
        return joint(incoming, outgoing);
      // zoo R-19: an entry on one half alone is unknown to a leader that the other half elects.
      case 'commit':
        return joint(incoming, outgoing);
      case 'confirm':
        return joint(incoming, outgoing);
    }
  },
  // zoo R-26: a member that was wiped has forgotten what it acknowledged.
  countsAsMember: (memberIncarnation, senderIncarnation) => memberIncarnation === senderIncarnation,
  // zoo R-27: an empty disk must not speak for the one that was lost.
  statedIncarnation: (own) => own,
  // zoo: at append. Waiting for the commit lets two majorities that do not meet act.
  takesEffect: () => true,
  // zoo R-17: before, a change of an earlier leader may be alive that this one does not know.
  mayChangeInTerm: (termStart, commitIndex) => commitIndex >= termStart,
  // zoo R-18: the majorities of memberships two steps apart need not meet.
  mayChangeAfter: (membershipIndex, commitIndex) => membershipIndex <= commitIndex,
  // zoo R-22: whoever entered it; the leader that did may be gone.
  leavesJoint: () => true,
  leadsOn: (isVoter) => isVoter,
};

export const membershipRuleInfos: readonly RuleInfo<keyof MembershipRules>[] = [
  {
    id: 'quorumOf',
    source: 'Raft dissertation §4.3',
    says: 'A majority of the voters decides; while the membership is joint, a majority of each half.',
  },
  {
    id: 'countsAsMember',
    source: 'Raft dissertation §3.8',
    says: 'A server that lost its disk is not the member that it was, and is not counted.',
  },
  {
    id: 'statedIncarnation',
    source: 'Raft dissertation §3.8',
    says: 'A server says truly which incarnation it is.',
  },
  {
    id: 'takesEffect',
    source: 'Raft dissertation §4.1',
    says: 'The newest membership in the log is in force, committed or not.',
  },
  {
    id: 'mayChangeInTerm',
    source: 'Ongaro, raft-dev, 10 July 2015',
    says: 'A leader changes the membership only after it has committed an entry of its term.',
  },
  {
    id: 'mayChangeAfter',
    source: 'Raft dissertation §4.1',
    says: 'One change at a time: the one before must be committed.',
  },
  {
    id: 'leavesJoint',
    source: 'Raft dissertation §4.3',
    says: 'Any leader leaves a joint membership once it is committed.',
  },
  {
    id: 'leadsOn',
    source: 'Raft dissertation §4.2.2',
    says: 'A leader that is not in the new membership steps down once that is committed.',
  },
];
