import type { FrontParts } from '@menagerie/server';
import type { ServerOptions } from './options.ts';
import type { World } from './world.ts';

/** Schemes that a client can have proved something under. */
const SCHEMES = ['digest', 'ip', 'sasl', 'x509'];

/** Of a challenge of SASL. */
const NONCE_BYTES = 20;

/**
 * Who is let in, and by what.
 *
 * @throws RangeError where nobody could ever get in
 */
export function admissionOf(
  { sasl = null, secure = null, requiredSchemes = [], skipACL = false }: ServerOptions,
  world: World,
): Required<Pick<FrontParts, 'sasl' | 'requiredSchemes' | 'skipACL'>> {
  for (const scheme of requiredSchemes) {
    if (!SCHEMES.includes(scheme)) {
      throw new RangeError(`${scheme} is no scheme: require some of ${SCHEMES.join(', ')}`);
    }
    if ((scheme === 'sasl' && sasl === null) || (scheme === 'x509' && secure === null)) {
      const missing = scheme === 'sasl' ? 'users (sasl)' : 'a port over TLS (secure)';
      throw new RangeError(`${scheme} is required, and there is no way to it: add ${missing}`);
    }
  }
  if (sasl === null) return { sasl, requiredSchemes, skipACL };
  const { users, superUser = null, allowFailed: allowsFailed = false } = sasl;
  const nonce = (): string => world.entropy(NONCE_BYTES).toString('hex');
  const byName = new Map(Object.entries(users));
  return { sasl: { users: byName, superUser, allowsFailed, nonce }, requiredSchemes, skipACL };
}
