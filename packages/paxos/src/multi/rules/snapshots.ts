import type { RuleInfo } from '@menagerie/contract';

/** Decisions about trimming the log: Paxos Made Live §5.5. */
export interface SnapshotRules {
  /** Whether the application may replace the slots through one by its state. */
  mayCompact(through: number, chosen: number, last: number): boolean;
}

export const snapshotRules: SnapshotRules = {
  // zoo P-55: what is not delivered is in nobody's state, and may never be chosen.
  mayCompact: (through, chosen) => through <= chosen,
};

export const snapshotRuleInfos: readonly RuleInfo<keyof SnapshotRules>[] = [
  {
    id: 'mayCompact',
    source: 'Paxos Made Live §5.5',
    says: 'Only slots that are chosen and delivered are replaced by a snapshot.',
  },
];
