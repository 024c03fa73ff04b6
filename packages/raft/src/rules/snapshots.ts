import type { RuleInfo } from '@menagerie/contract';

/** Decisions of log compaction: dissertation chapter 5. */
export interface SnapshotRules {
  /** Whether the application may replace the log through an index by its state. */
  mayCompact(through: number, lastApplied: number, lastIndex: number): boolean;
  /** Whether the log has all that a snapshot covers; `ownTerm` is of its entry at that index. */
  holdsSnapshot(ownTerm: number | undefined, snapshotTerm: number): boolean;
  /** Whether a chunk follows on from what has arrived. */
  isNextChunk(offset: number, received: number): boolean;
}

export const snapshotRules: SnapshotRules = {
  // zoo R-47: what is not applied is in nobody's state, and may never be committed.
  mayCompact: (through, lastApplied) => through <= lastApplied,
  // zoo R-48: an entry of another term is a remnant, and so may be all before it.
  holdsSnapshot: (ownTerm, snapshotTerm) => ownTerm === snapshotTerm,
  // zoo R-49: a chunk that comes twice, or early, would leave a hole in the state.
  isNextChunk: (offset, received) => offset === received,
};

export const snapshotRuleInfos: readonly RuleInfo<keyof SnapshotRules>[] = [
  {
    id: 'mayCompact',
    source: 'Raft dissertation §5.1',
    says: 'Only entries that are committed and applied are replaced by a snapshot.',
  },
  {
    id: 'holdsSnapshot',
    source: 'Raft dissertation Figure 5.3',
    says: "A log that has the snapshot's last entry, of the same term, has all that it covers.",
  },
  {
    id: 'isNextChunk',
    source: 'Raft dissertation Figure 5.3',
    says: 'Chunks are put together from the first byte on, without gaps.',
  },
];
