import type { RuleInfo } from '@menagerie/contract';
import { type DurabilityRules, durabilityRuleInfos, durabilityRules } from './durability.ts';
import { type ElectionRules, electionRuleInfos, electionRules } from './election.ts';
import { type MembershipRules, membershipRuleInfos, membershipRules } from './membership.ts';
import { type ReadRules, readRuleInfos, readRules } from './reads.ts';
import { type ReplicationRules, replicationRuleInfos, replicationRules } from './replication.ts';
import { type SnapshotRules, snapshotRuleInfos, snapshotRules } from './snapshots.ts';

/**
 * Every decision of Raft, as a pure function with the name that the core reports. The rest of the
 * package moves data; what it does with it is decided here.
 */
export interface RaftRules
  extends ElectionRules,
    ReplicationRules,
    MembershipRules,
    ReadRules,
    SnapshotRules,
    DurabilityRules {}

/** The rules as the dissertation has them. A mutant replaces exactly one. */
export const rules: RaftRules = {
  ...electionRules,
  ...replicationRules,
  ...membershipRules,
  ...readRules,
  ...snapshotRules,
  ...durabilityRules,
};

/** Name, source and meaning of each rule. */
export const ruleInfos: readonly RuleInfo<keyof RaftRules>[] = [
  ...electionRuleInfos,
  ...replicationRuleInfos,
  ...membershipRuleInfos,
  ...readRuleInfos,
  ...snapshotRuleInfos,
  ...durabilityRuleInfos,
];
