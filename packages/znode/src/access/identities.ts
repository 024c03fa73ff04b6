import type { ClientInfo } from '@menagerie/jute';
import type { Identity } from '../tree/commands.ts';
import { SUPER } from './check.ts';
import { digestId } from './digest.ts';

/** The identity that every connection begins with. */
export function ipIdentity(address: string): Identity {
  return { scheme: 'ip', id: address };
}

/** The identity that may do everything, whatever an ACL says. */
export const superIdentity: Identity = { scheme: SUPER, id: '' };

/**
 * The identities that the bytes of a digest auth packet, `user:password`, add to a connection: never
 * none, for any credentials name somebody. Those of the super user add his as well.
 *
 * @param superDigest - The {@link digestId} of the super user; null where there is none.
 */
export function digestIdentities(
  userAndPassword: Uint8Array,
  superDigest: string | null,
): readonly Identity[] {
  const id = digestId(userAndPassword);
  const own: Identity = { scheme: 'digest', id };
  return id === superDigest ? [superIdentity, own] : [own];
}

/** The identities that a connection has once it gets more: those it has already are not repeated. */
export function withIdentities(
  identities: readonly Identity[],
  more: readonly Identity[],
): readonly Identity[] {
  const added = more.filter(({ scheme, id }, at) => {
    const isThere = (other: Identity) => other.scheme === scheme && other.id === id;
    return !identities.some(isThere) && !more.slice(0, at).some(isThere);
  });
  return added.length === 0 ? identities : [...identities, ...added];
}

/** What whoAmI answers: of digest identities the user alone. */
export function clientInfoOf(identities: readonly Identity[]): readonly ClientInfo[] {
  return identities.map(({ scheme, id }) => ({
    authScheme: scheme,
    user: scheme === 'digest' ? (id.split(':')[0] ?? '') : id,
  }));
}
