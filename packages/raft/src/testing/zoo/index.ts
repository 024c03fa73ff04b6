import type { Mutant } from '@menagerie/contract';
import type { RaftShape } from '../../messages.ts';
import { electionMutants } from './elections.ts';
import { logMutants } from './logs.ts';
import { membershipMutants } from './membership.ts';
import { readMutants } from './reads.ts';
import { snapshotMutants } from './snapshots.ts';

/** Every known mistake that one rule of this package can express, by its id. */
export const raftZoo: readonly Mutant<RaftShape>[] = [
  ...electionMutants,
  ...logMutants,
  ...membershipMutants,
  ...readMutants,
  ...snapshotMutants,
].toSorted((a, b) => (a.id < b.id ? -1 : 1));
