import { type MakeMutant, mutantsOf } from '@menagerie/contract/testing';
import type { PaxosShape } from '../../../multi/messages.ts';
import { createPaxos } from '../../../multi/protocol.ts';
import type { PaxosRules } from '../../../multi/rules/index.ts';

/** Multi-Paxos with one rule replaced. */
export const mutant: MakeMutant<PaxosShape, PaxosRules> = mutantsOf(createPaxos);
