import type { ZabScope } from './builders.ts';
import { ledScopes } from './led.ts';
import { membershipScopes } from './membership.ts';
import { moduleScopes } from './modules.ts';
import { plainScopes } from './plain.ts';
import { slowScopes } from './slow.ts';
import { staleScopes } from './stale.ts';

/** The first that names a mutant is the one that kills it. */
export const zabScopes: readonly ZabScope[] = [
  ...plainScopes,
  ...ledScopes,
  ...staleScopes,
  ...slowScopes,
  ...membershipScopes,
  ...moduleScopes,
];
