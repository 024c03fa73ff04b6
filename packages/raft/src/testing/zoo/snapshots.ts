import type { Mutant } from '@menagerie/contract';
import type { RaftShape } from '../../messages.ts';
import { mutant } from './mutant.ts';

/** Mistakes in log compaction. */
export const snapshotMutants: readonly Mutant<RaftShape>[] = [
  mutant(
    {
      id: 'R-47',
      mistake: 'The log is compacted beyond what is applied.',
      source: 'the condition of Raft dissertation §5.1, left out',
      breaks: ['State Ordering'],
    },
    'mayCompact',
    (through, _lastApplied, lastIndex) => through <= lastIndex,
  ),
  mutant(
    {
      id: 'R-48',
      mistake:
        'A log with any entry at the index of a snapshot is taken to hold all that it covers.',
      source: 'step 6 of Raft dissertation Figure 5.3, without its term',
      breaks: ['State Machine Safety', 'Leader Completeness'],
    },
    'holdsSnapshot',
    (ownTerm) => ownTerm !== undefined,
  ),
  mutant(
    {
      id: 'R-49',
      mistake: 'Chunks of a snapshot are put together in whatever order they come.',
      source: 'the offsets of Raft dissertation Figure 5.3, ignored',
      breaks: ['State Machine Safety'],
    },
    'isNextChunk',
    () => true,
  ),
];
