import type { ACL } from '@menagerie/jute';
import type { Identity } from '../tree/commands.ts';
import { matches } from './schemes.ts';

/** The identity that may do everything. */
export const SUPER = 'super';

/** Whether somebody has one of the permissions in a list. An empty list is open to all. */
export function isAllowed(
  acl: readonly ACL[],
  perms: number,
  identities: readonly Identity[],
): boolean {
  if (acl.length === 0) return true;
  for (const entry of acl) {
    if ((entry.perms & perms) !== 0 && isAmong(entry, identities)) return true;
  }
  return identities.some(({ scheme }) => scheme === SUPER);
}

function isAmong({ id: { scheme, id } }: ACL, identities: readonly Identity[]): boolean {
  if (scheme === 'world' && id === 'anyone') return true;
  for (const identity of identities) {
    if (identity.scheme === scheme && matches(identity, id)) return true;
  }
  return false;
}
