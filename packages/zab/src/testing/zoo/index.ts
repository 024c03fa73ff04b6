import type { Mutant } from '@menagerie/contract';
import type { Inexpressible } from '@menagerie/contract/testing';
import type { ZabShape } from '../../messages.ts';
import { broadcastMutants } from './broadcast.ts';
import { electionMutants } from './elections.ts';
import { membershipMutants } from './membership.ts';
import { synchronizationMutants } from './synchronization.ts';

/** Every known mistake that one rule of this package can express, by its id. */
export const zabZoo: readonly Mutant<ZabShape>[] = [
  ...electionMutants,
  ...synchronizationMutants,
  ...broadcastMutants,
  ...membershipMutants,
].toSorted((a, b) => (a.id < b.id ? -1 : 1));

/** What cannot go wrong here by one wrong decision. */
export const zabInexpressible: readonly Inexpressible[] = [
  {
    id: 'Z-05',
    mistake:
      'An acknowledgement of a proposal that comes before that of NEWLEADER shuts the leader down.',
    source: 'ZOOKEEPER-4685',
    why: 'An acknowledgement of a proposal cannot overtake that of NEWLEADER: both wait for the writes before them, and frames are read in the order in which they were numbered.',
  },
  {
    id: 'Z-15',
    mistake: 'A late joiner takes a proposal that comes twice for an error.',
    source: 'second issue found in the published protocol model of Zab',
    why: 'A late joiner gets no proposal twice: the leader counts, for each learner, how many transactions it has sent.',
  },
];

/** A mistake that breaks nothing at any moment of a bounded scope, and how it is found instead. */
export interface Unexplored {
  readonly id: string;
  /** What finds it. */
  readonly foundBy: string;
  readonly why: string;
}

/** Mistakes that no scope kills. */
export const zabUnexplored: readonly Unexplored[] = [
  {
    id: 'Z-17',
    foundBy: 'random runs of the simulator, by Progress',
    why: 'Whoever is elected without the most recent history gives up in discovery, and the same server is elected again: nothing bad happens, and nothing good. A run that ends for want of budget cannot tell.',
  },
];
