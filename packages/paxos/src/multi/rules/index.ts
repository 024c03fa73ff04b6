import type { RuleInfo } from '@menagerie/contract';
import { type LeadingRules, leadingRuleInfos, leadingRules } from './leading.ts';
import { type PhaseRules, phaseRuleInfos, phaseRules } from './phases.ts';
import { type ReadRules, readRuleInfos, readRules } from './reads.ts';
import {
  type ReconfigurationRules,
  reconfigurationRuleInfos,
  reconfigurationRules,
} from './reconfiguration.ts';
import { type SnapshotRules, snapshotRuleInfos, snapshotRules } from './snapshots.ts';

/**
 * Every decision of Multi-Paxos, as a pure function with the name that the core reports. The rest
 * moves data; what it does with it is decided here.
 */
export interface PaxosRules
  extends PhaseRules,
    LeadingRules,
    ReadRules,
    ReconfigurationRules,
    SnapshotRules {}

/** The rules as the papers have them. A mutant replaces exactly one. */
export const paxosRules: PaxosRules = {
  ...phaseRules,
  ...leadingRules,
  ...readRules,
  ...reconfigurationRules,
  ...snapshotRules,
};

/** Name, source and meaning of each rule. */
export const paxosRuleInfos: readonly RuleInfo<keyof PaxosRules>[] = [
  ...phaseRuleInfos,
  ...leadingRuleInfos,
  ...readRuleInfos,
  ...reconfigurationRuleInfos,
  ...snapshotRuleInfos,
];
