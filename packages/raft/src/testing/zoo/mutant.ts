import { type MakeMutant, mutantsOf } from '@menagerie/contract/testing';
import type { RaftShape } from '../../messages.ts';
import { createRaft } from '../../protocol.ts';
import type { RaftRules } from '../../rules/index.ts';

/** Raft with one rule replaced. */
export const mutant: MakeMutant<RaftShape, RaftRules> = mutantsOf(createRaft);
