import type { Mutant } from '@menagerie/contract';
import type { RaftShape } from '../../messages.ts';
import { mutant } from './mutant.ts';

/** Mistakes in reads. */
export const readMutants: readonly Mutant<RaftShape>[] = [
  mutant(
    {
      id: 'R-28',
      mistake: 'A new leader reads at its commit index before it has committed in its term.',
      source: 'etcd issue 7331; TiKV issue 9208',
      breaks: ['Linearizable Reads'],
    },
    'readIndex',
    (commitIndex) => commitIndex,
  ),
  mutant(
    {
      id: 'R-29',
      mistake: 'A leader answers reads without asking whether it still leads.',
      source: 'Raft dissertation §6.4; d-engine issue 381',
      breaks: ['Linearizable Reads'],
    },
    'isConfirmed',
    () => true,
  ),
  mutant(
    {
      id: 'R-31',
      mistake: 'A lease outlives the order to hand leadership over.',
      source: 'openraft issue 1747',
      breaks: ['Linearizable Reads'],
    },
    'mayUseLease',
    () => true,
  ),
  mutant(
    {
      id: 'R-32',
      mistake: 'A lease lasts as long as the longest election timeout, whatever the clocks.',
      source: 'etcd issue 20418',
      breaks: ['Linearizable Reads'],
    },
    'leaseMs',
    (electionMs) => 2 * electionMs,
  ),
];
