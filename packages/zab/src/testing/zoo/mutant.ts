import { type MakeMutant, mutantsOf } from '@menagerie/contract/testing';
import type { ZabShape } from '../../messages.ts';
import { createZab } from '../../protocol.ts';
import type { ZabRules } from '../../rules/index.ts';

/** Zab with one rule replaced, in both variants. */
export const mutant: MakeMutant<ZabShape, ZabRules> = mutantsOf(createZab);
