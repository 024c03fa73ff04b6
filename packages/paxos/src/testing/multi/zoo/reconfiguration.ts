import type { Mutant } from '@menagerie/contract';
import type { PaxosShape } from '../../../multi/messages.ts';
import { mutant } from './mutant.ts';

/** Mistakes in exchanging the acceptors. */
export const reconfigurationMutants: readonly Mutant<PaxosShape>[] = [
  mutant(
    {
      id: 'P-21',
      mistake: 'The next configuration begins as soon as the command that sets it is accepted.',
      source: 'the design rule of stop-signs, left out',
      breaks: ['ConfigurationUniqueness', 'State Ordering', 'Replica Agreement', 'No Exception'],
    },
    'takesEffect',
    () => true,
  ),
  mutant(
    {
      id: 'P-22',
      mistake:
        'A leader runs ahead of the window, and decides later slots by the old configuration.',
      source: 'the condition on α of Paxos Made Simple §3, left out',
      breaks: ['Replica Agreement', 'Chosen Uniqueness', 'CommittedOnQuorum'],
    },
    'mayPropose',
    () => true,
  ),
  mutant(
    {
      id: 'P-53',
      mistake: 'A leader goes on proposing behind a stop-sign.',
      source: 'against Stoppable Paxos',
      breaks: ['Replica Agreement', 'CommittedOnQuorum', 'No Exception'],
    },
    'mayFollowStop',
    () => true,
  ),
  mutant(
    {
      id: 'P-56',
      mistake:
        'Votes behind a chosen stop-sign are kept, and pass for votes in the next configuration.',
      source: 'against Stoppable Paxos',
      breaks: ['Replica Agreement', 'Chosen Uniqueness'],
    },
    'dropsClosedVotes',
    () => false,
  ),
];
