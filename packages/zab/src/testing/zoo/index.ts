import type { Mutant } from '@menagerie/contract';
import type { ZabShape } from '../../messages.ts';

export const zabZoo: readonly Mutant<ZabShape>[] = [];
