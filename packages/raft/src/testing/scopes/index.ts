import type { RaftScope } from './builders.ts';
import { leaseScopes } from './leases.ts';
import { ledScopes } from './led.ts';
import { membershipScopes } from './membership.ts';
import { deepScopes, plainScopes } from './plain.ts';
import { snapshotScopes } from './snapshots.ts';

/** The first that names a mutant is the one that kills it. */
export const raftScopes: readonly RaftScope[] = [
  ...plainScopes,
  ...ledScopes,
  ...membershipScopes,
  ...leaseScopes,
  ...snapshotScopes,
  ...deepScopes,
];
