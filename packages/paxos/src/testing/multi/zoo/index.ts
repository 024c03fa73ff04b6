import type { Mutant } from '@menagerie/contract';
import type { PaxosShape } from '../../../multi/messages.ts';
import { leadingMutants } from './leading.ts';
import { phaseMutants } from './phases.ts';
import { reconfigurationMutants } from './reconfiguration.ts';

/** Every known mistake with a log that one rule can express, by its id. */
export const paxosZoo: readonly Mutant<PaxosShape>[] = [
  ...phaseMutants,
  ...leadingMutants,
  ...reconfigurationMutants,
].toSorted((a, b) => (a.id < b.id ? -1 : 1));
