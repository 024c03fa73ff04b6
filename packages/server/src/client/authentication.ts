import { DigestMd5Error, ErrorCode, type KnownRequest } from '@menagerie/jute';
import { digestIdentities, type Identity, superIdentity, withIdentities } from '@menagerie/znode';
import type { Connection } from './connection.ts';
import { SaslExchange, type SaslRules } from './sasl.ts';

/** What it takes to know who a client is. */
export interface Registry {
  /** Of the super user; `null` for none. */
  readonly superDigest: string | null;
  /** `null` where nobody authenticates by SASL. */
  readonly sasl: SaslRules | null;
  /** A client has to have proved something under one of these schemes; none for nobody has to. */
  readonly requiredSchemes: readonly string[];
  authFailed(connection: Connection, scheme: string, reason: string): void;
}

/** Whether a client may ask for something, given who it is. */
export function isAdmitted(
  { requiredSchemes }: Registry,
  { identities }: Connection,
  { type }: KnownRequest,
): boolean {
  if (requiredSchemes.length === 0 || type === 'auth' || type === 'sasl') return true;
  return identities.some(({ scheme }) => requiredSchemes.includes(scheme));
}

/** Whoever has to authenticate first is told so, and has to come again. */
export function turnAway(registry: Registry, connection: Connection, xid: number): void {
  const reason = `it has none of the schemes ${registry.requiredSchemes.join(', ')}`;
  refuse(registry, connection, {
    xid,
    err: ErrorCode.sessionClosedRequireSaslAuth,
    scheme: registry.requiredSchemes.join(),
    reason,
  });
}

/** The identity counts for what comes behind, whatever the answer waits for. */
export function authenticate(
  registry: Registry,
  connection: Connection,
  { xid, body }: KnownRequest & { readonly type: 'auth' },
): void {
  const scheme = body.scheme ?? '';
  if (scheme === 'digest') {
    add(connection, digestIdentities(body.auth ?? new Uint8Array(), registry.superDigest));
  } else if (scheme !== 'ip') {
    const reason = 'there is no such scheme';
    refuse(registry, connection, { xid, err: ErrorCode.authFailed, scheme, reason });
    return;
  }
  connection.inOrder(() => connection.reply('auth', xid, 0n, null));
}

/** One step of SASL. The identity counts at once, as with {@link authenticate}. */
export function authenticateBySasl(
  registry: Registry,
  connection: Connection,
  { xid, body }: KnownRequest & { readonly type: 'sasl' },
): void {
  const { sasl } = registry;
  const answer = (token: Uint8Array | null): void => {
    connection.inOrder(() => connection.reply('sasl', xid, 0n, { token }));
  };
  if (body.token === null) connection.inOrder(() => connection.close());
  else if (sasl === null) answer(null);
  else {
    connection.sasl ??= new SaslExchange(sasl);
    try {
      const { token, user } = connection.sasl.take(body.token);
      if (user !== null) add(connection, identitiesOf(user, sasl));
      answer(token);
    } catch (error) {
      if (!(error instanceof DigestMd5Error)) throw error;
      const isRequired = registry.requiredSchemes.includes('sasl');
      if (sasl.allowsFailed && !isRequired) answer(null);
      else {
        const { sessionClosedRequireSaslAuth, authFailed } = ErrorCode;
        const err = isRequired ? sessionClosedRequireSaslAuth : authFailed;
        refuse(registry, connection, { xid, err, scheme: 'sasl', reason: error.message });
      }
    }
  }
}

function identitiesOf(user: string, { superUser }: SaslRules): readonly Identity[] {
  const own = { scheme: 'sasl', id: user };
  return user === superUser ? [superIdentity, own] : [own];
}

function add(connection: Connection, added: readonly Identity[]): void {
  connection.identities = withIdentities(connection.identities, added);
}

function refuse(
  registry: Registry,
  connection: Connection,
  { xid, err, scheme, reason }: { xid: number; err: number; scheme: string; reason: string },
): void {
  connection.inOrder(() => {
    connection.fail(xid, 0n, err);
    registry.authFailed(connection, scheme, reason);
    connection.close();
  });
}
