import type { Mutant } from '@menagerie/contract';
import type { PaxosShape } from '../../../multi/messages.ts';

export const paxosZoo: readonly Mutant<PaxosShape>[] = [];
