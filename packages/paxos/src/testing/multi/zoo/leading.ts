import type { Mutant } from '@menagerie/contract';
import type { PaxosShape } from '../../../multi/messages.ts';
import { mutant } from './mutant.ts';

/** Mistakes of leaders: in what they recover, in how they go on, and in reads. */
export const leadingMutants: readonly Mutant<PaxosShape>[] = [
  mutant(
    {
      id: 'P-16',
      mistake: 'A new leader skips phase 1 for the slots above its own log.',
      source: 'folklore; against Paxos Made Simple §3',
      breaks: ['Replica Agreement', 'Chosen Uniqueness'],
    },
    'recovers',
    (slot, ownLast) => slot <= ownLast,
  ),
  mutant(
    {
      id: 'P-17',
      mistake: 'A slot that the leader itself knows nothing of is filled with a no-op.',
      source: 'folklore; against Paxos Made Simple §3',
      breaks: ['Replica Agreement', 'Chosen Uniqueness'],
    },
    'isGap',
    (own) => !own,
  ),
  mutant(
    {
      id: 'P-18',
      mistake: 'A promise leaves out what a snapshot covers.',
      source: 'the recovery bugs of OmniPaxos',
      breaks: ['Replica Agreement', 'Chosen Uniqueness'],
    },
    'tellsTrimmed',
    () => false,
  ),
  mutant(
    {
      id: 'P-23',
      mistake: 'A leader answers reads without asking whether it still leads.',
      source: 'Paxos Made Live §5.2',
      breaks: ['Linearizable Reads'],
    },
    'isConfirmed',
    () => true,
  ),
  mutant(
    {
      id: 'P-50',
      mistake:
        'Whatever a server accepted in a slot is taken for chosen once the slot is said to be.',
      source: 'folklore',
      breaks: ['Replica Agreement'],
    },
    'isChosenValue',
    () => true,
  ),
  mutant(
    {
      id: 'P-52',
      mistake: 'A new leader reads before it has chosen what phase 1 told it of.',
      source: 'the like of etcd issue 7331, with ballots for terms',
      breaks: ['Linearizable Reads'],
    },
    'isCaughtUp',
    () => true,
  ),
  mutant(
    {
      id: 'P-54',
      mistake: 'What was lost is never sent again.',
      source: 'folklore',
      breaks: ['Progress'],
    },
    'resends',
    () => false,
  ),
  mutant(
    {
      id: 'P-55',
      mistake: 'The log is trimmed beyond what is chosen.',
      source: 'the condition of Paxos Made Live §5.5, left out',
      breaks: ['State Ordering'],
    },
    'mayCompact',
    (through, _chosen, last) => through <= last,
  ),
  mutant(
    {
      id: 'P-58',
      mistake: 'A leader that nobody answers goes on with its heartbeats for ever.',
      source: 'folklore; seen where a cut goes one way only',
      breaks: ['Progress'],
    },
    'staysLeader',
    () => true,
  ),
  mutant(
    {
      id: 'P-60',
      mistake: 'A server that lost its disk campaigns, with ballots that it may have used before.',
      source: 'folklore; the like of etcd issues 3519 and 10817',
      breaks: ['OneValuePerBallot', 'Chosen Uniqueness', 'Replica Agreement', 'No Exception'],
    },
    'mayCampaign',
    () => true,
  ),
  mutant(
    {
      id: 'P-61',
      mistake: 'A server that has heard of a leader waits for that one, whatever became of it.',
      source: 'folklore',
      breaks: ['Progress', 'Somebody Leads'],
    },
    'mayCampaign',
    (isMember, knowsLeader) => isMember && !knowsLeader,
  ),
  mutant(
    {
      id: 'P-62',
      mistake:
        'A deposed leader that is told what was chosen answers as if its own proposal had been.',
      source: 'Menagerie: the explorer found it in this core',
      breaks: ['Answers Are True', 'No Exception'],
    },
    'isOwnProposal',
    () => true,
  ),
];
