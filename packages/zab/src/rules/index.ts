import type { RuleInfo } from '@menagerie/contract';
import { type BroadcastRules, broadcastRuleInfos, broadcastRules } from './broadcast.ts';
import { type DiscoveryRules, discoveryRuleInfos, discoveryRules } from './discovery.ts';
import { type DurabilityRules, durabilityRuleInfos, durabilityRules } from './durability.ts';
import { type ElectionRules, electionRuleInfos, electionRules } from './election.ts';
import { type MembershipRules, membershipRuleInfos, membershipRules } from './membership.ts';
import { paperDifferences } from './paper.ts';
import {
  type SynchronizationRules,
  synchronizationRuleInfos,
  synchronizationRules,
} from './synchronization.ts';

/**
 * Every decision of Zab, as a pure function with the name that the core reports. The rest of the
 * package moves data; what it does with it is decided here.
 */
export interface ZabRules
  extends ElectionRules,
    DiscoveryRules,
    SynchronizationRules,
    BroadcastRules,
    MembershipRules,
    DurabilityRules {}

/** The rules as ZooKeeper has them. A mutant replaces exactly one. */
export const zookeeperRules: ZabRules = {
  ...electionRules,
  ...discoveryRules,
  ...synchronizationRules,
  ...broadcastRules,
  ...membershipRules,
  ...durabilityRules,
};

/** The rules as the paper has them. */
export const paperRules: ZabRules = { ...zookeeperRules, ...paperDifferences };

/** Name, source and meaning of each rule. */
export const ruleInfos: readonly RuleInfo<keyof ZabRules>[] = [
  ...electionRuleInfos,
  ...discoveryRuleInfos,
  ...synchronizationRuleInfos,
  ...broadcastRuleInfos,
  ...membershipRuleInfos,
  ...durabilityRuleInfos,
];
