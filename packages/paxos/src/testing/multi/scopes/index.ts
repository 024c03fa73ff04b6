import type { PaxosScope } from './builders.ts';
import { ledScopes } from './led.ts';
import { deepScopes, plainScopes } from './plain.ts';
import { reconfigurationScopes } from './reconfiguration.ts';
import { snapshotScopes } from './snapshots.ts';

/** The first that names a mutant is the one that kills it. */
export const paxosScopes: readonly PaxosScope[] = [
  ...plainScopes,
  ...ledScopes,
  ...snapshotScopes,
  ...reconfigurationScopes,
  ...deepScopes,
];
