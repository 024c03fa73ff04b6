import { decoded, directivesIn, quoted, utf8 } from './directives.ts';
import { DigestMd5Error } from './error.ts';

/** MD5, RFC 1321: from outside, so that nothing here depends on who computes it. */
export type Md5 = (bytes: Uint8Array) => Uint8Array;

/** What both ends hash: RFC 2831, section 2.1.2.1. */
export interface DigestMd5Proof {
  readonly user: string;
  readonly password: string;
  readonly realm: string;
  readonly nonce: string;
  readonly cnonce: string;
  /** Eight hexadecimal digits: how often the client has used this nonce. */
  readonly nc: string;
  /** Which service at which host. */
  readonly uri: string;
  /** As whom the user wants to act; `null` where nothing is said. */
  readonly authzid: string | null;
}

/** What a client says: everything that it hashed but the password, and the proof. */
export interface DigestMd5Response extends Omit<DigestMd5Proof, 'password'> {
  readonly response: string;
}

/** What a server asks. */
export interface DigestMd5Challenge {
  /** The first one that it offers. */
  readonly realm: string;
  readonly nonce: string;
}

/** The service that ZooKeeper's servers and clients name. */
export const SASL_SERVICE = 'zookeeper';
/** The host that they name, and the realm that servers ask for, whatever they are called. */
export const SASL_HOST = 'zk-sasl-md5';

/**
 * Reads a server's first token.
 *
 * @throws DigestMd5Error `malformed` or `unsupported`
 */
export function readDigestMd5Challenge(token: Uint8Array): DigestMd5Challenge {
  const found = directivesIn(token);
  const nonce = only(found, 'nonce');
  if (nonce === null) throw new DigestMd5Error('malformed', 'a challenge has no nonce');
  if (only(found, 'algorithm') !== 'md5-sess') {
    throw new DigestMd5Error('unsupported', 'a challenge wants another algorithm than md5-sess');
  }
  const offers = (only(found, 'qop') ?? 'auth').split(',').map((offer) => offer.trim());
  if (!offers.includes('auth')) {
    throw new DigestMd5Error(
      'unsupported',
      `a challenge wants more than to authenticate: ${offers.join()}`,
    );
  }
  return { realm: decoded(found.get('realm')?.[0] ?? ''), nonce };
}

/** Writes a server's first token. */
export function writeDigestMd5Challenge({ realm, nonce }: DigestMd5Challenge): Uint8Array {
  const directives = [`realm=${quoted(realm)}`, `nonce=${quoted(nonce)}`, 'qop="auth"'];
  return utf8([...directives, 'charset=utf-8', 'algorithm=md5-sess'].join(','));
}

/**
 * Reads a client's answer to a challenge.
 *
 * @throws DigestMd5Error `malformed` or `unsupported`
 */
export function readDigestMd5Response(token: Uint8Array): DigestMd5Response {
  const found = directivesIn(token);
  const charset = only(found, 'charset');
  if (charset !== null && charset.toLowerCase() !== 'utf-8') {
    throw new DigestMd5Error('malformed', `a response is in ${charset}, and can be in utf-8`);
  }
  if ((only(found, 'qop') ?? 'auth') !== 'auth') {
    throw new DigestMd5Error('unsupported', 'a response wants more than to authenticate');
  }
  const textOf = (value: string): string => (charset === null ? value : decoded(value));
  const authzid = only(found, 'authzid');
  return {
    user: textOf(needed(found, 'username')),
    realm: textOf(only(found, 'realm') ?? ''),
    nonce: needed(found, 'nonce'),
    cnonce: needed(found, 'cnonce'),
    nc: needed(found, 'nc'),
    uri: needed(found, 'digest-uri'),
    response: needed(found, 'response'),
    authzid: authzid === null ? null : decoded(authzid),
  };
}

/** Writes a client's answer to a challenge. */
export function writeDigestMd5Response(said: DigestMd5Response): Uint8Array {
  const directives = [
    'charset=utf-8',
    `username=${quoted(said.user)}`,
    `realm=${quoted(said.realm)}`,
    `nonce=${quoted(said.nonce)}`,
    `nc=${said.nc}`,
    `cnonce=${quoted(said.cnonce)}`,
    `digest-uri=${quoted(said.uri)}`,
    `response=${said.response}`,
    'qop=auth',
    ...(said.authzid === null ? [] : [`authzid=${quoted(said.authzid)}`]),
  ];
  return utf8(directives.join(','));
}

/** Writes a server's second token, by which it proves in turn that it knows the password. */
export function writeDigestMd5Rspauth(proof: string): Uint8Array {
  return utf8(`rspauth=${proof}`);
}

/**
 * Reads the proof in a server's second token.
 *
 * @throws DigestMd5Error `malformed`
 */
export function readDigestMd5Rspauth(token: Uint8Array): string {
  return needed(directivesIn(token), 'rspauth');
}

/**
 * The proof that one end knows the password, as 32 hexadecimal digits: RFC 2831, section 2.1.2.1 for
 * the client's and 2.1.3 for the server's.
 */
export function digestMd5Proof(md5: Md5, end: 'client' | 'server', said: DigestMd5Proof): string {
  const { user, realm, password, nonce, cnonce, nc, uri, authzid } = said;
  const secret = md5(joined(latin1(user), latin1(realm), latin1(password)));
  const names = [nonce, cnonce, ...(authzid === null ? [] : [authzid])].map(utf8);
  const a1 = hex(md5(joined(secret, ...names)));
  const a2 = hex(md5(utf8(`${end === 'client' ? 'AUTHENTICATE' : ''}:${uri}`)));
  return hex(md5(utf8([a1, nonce, nc, cnonce, 'auth', a2].join(':'))));
}

/** With colons between. */
function joined(...parts: readonly Uint8Array[]): Uint8Array {
  const bytes = parts.flatMap((part, at) => (at === 0 ? [...part] : [58, ...part]));
  return Uint8Array.from(bytes);
}

/** ISO 8859-1 where that has all the characters, else UTF-8: section 2.1.2.1 wants that of names. */
function latin1(text: string): Uint8Array {
  const codes = Array.from(text, (character) => character.codePointAt(0) ?? 0);
  return codes.every((code) => code < 256) ? Uint8Array.from(codes) : utf8(text);
}

function hex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** `null` where it is not there. */
function only(found: ReadonlyMap<string, readonly string[]>, key: string): string | null {
  const values = found.get(key) ?? [];
  if (values.length > 1) throw new DigestMd5Error('malformed', `a token has ${key} more than once`);
  return values[0] ?? null;
}

function needed(found: ReadonlyMap<string, readonly string[]>, key: string): string {
  const value = only(found, key);
  if (value === null) throw new DigestMd5Error('malformed', `a token has no ${key}`);
  return value;
}
