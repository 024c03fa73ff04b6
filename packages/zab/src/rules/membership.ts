import { joint, type QuorumSystem, type RuleInfo } from '@menagerie/contract';
import { quorumsOf } from '../membership.ts';
import type { Membership } from '../types.ts';

/** Decisions about who counts: ZooKeeper's quorum verifiers and dynamic reconfiguration. */
export interface MembershipRules {
  /** Whose agreement is needed; `pending` is proposed, and not known to be committed. */
  quorumOf(active: Membership, pending: Membership | null): QuorumSystem;
  /** Whether a server of that incarnation is the voter that the membership names. */
  countsAsVoter(memberIncarnation: number, senderIncarnation: number): boolean;
  /** The incarnation that a server gives as its own. */
  statedIncarnation(own: number): number;
  /** Whether a reconfiguration may be proposed while another is pending. */
  mayReconfigure(pending: boolean): boolean;
  /** Whether a leader that is no voter of the membership in force may go on. */
  leadsOn(isVoter: boolean): boolean;
}

export const membershipRules: MembershipRules = {
  quorumOf: (active, pending) =>
    // zoo Z-20: observers and voters without weight count nowhere.
    // zoo Z-27: of groups, more than half, each by more than half of its weight.
    // zoo Z-32: until it is committed, both: those who know only the older one must see it.
    pending === null ? quorumsOf(active) : joint(quorumsOf(active), quorumsOf(pending)),
  // zoo Z-35: a voter that was wiped has forgotten what it acknowledged and promised.
  countsAsVoter: (memberIncarnation, senderIncarnation) => memberIncarnation === senderIncarnation,
  // zoo Z-31: an empty disk must not speak for the one that was lost.
  statedIncarnation: (own) => own,
  // zoo Z-36: quorums of memberships two steps apart need not meet.
  mayReconfigure: (pending) => !pending,
  leadsOn: (isVoter) => isVoter,
};

export const membershipRuleInfos: readonly RuleInfo<keyof MembershipRules>[] = [
  {
    id: 'quorumOf',
    source: 'ZooKeeper QuorumMaj and QuorumHierarchical; Shraer et al., USENIX ATC 2012',
    says: 'A quorum of the membership in force decides; while another is pending, of both.',
  },
  {
    id: 'countsAsVoter',
    source: 'here; a server that lost its disk breaks the promises of DSN 2011',
    says: 'A server that lost its disk is not the voter that it was, and is not counted.',
  },
  {
    id: 'statedIncarnation',
    source: 'here',
    says: 'A server says truly which incarnation it is.',
  },
  {
    id: 'mayReconfigure',
    source: 'Shraer et al., USENIX ATC 2012',
    says: 'One reconfiguration at a time.',
  },
  {
    id: 'leadsOn',
    source: 'ZooKeeper Leader.tryToCommit',
    says: 'A leader that does not vote in the new membership steps down once that is committed.',
  },
];
