import type { SaslOptions } from '../options.ts';
import { ConfigError } from './errors.ts';
import type { Values } from './values.ts';

/** What a file says of SASL, and of who has to authenticate. */
export interface SaslConfig {
  /** A file that has users and passwords. */
  readonly usersPath: string | null;
  readonly superUser: string | null;
  readonly allowFailed: boolean;
  readonly requiredSchemes: readonly string[];
}

const SCHEMES = ['digest', 'ip', 'sasl', 'x509'];
const PROVIDER = /\.SASLAuthenticationProvider$/;

/** @throws ConfigError `malformed-value` or `missing-key` */
export function saslIn(values: Values): SaslConfig {
  const usersPath = values.text('saslUsersPath');
  const [requiredSchemes, key] = requiredIn(values);
  if (usersPath === null && requiredSchemes.includes('sasl')) {
    throw new ConfigError(
      'missing-key',
      values.place(key),
      `${key} lets in only who authenticates by SASL, and there are no users`,
      'add a line such as saslUsersPath=/etc/zookeeper/jaas.conf, which names the file with the users',
    );
  }
  for (const name of values.keys) {
    const isProvider = name.startsWith('authProvider.') && PROVIDER.test(values.text(name) ?? '');
    if (isProvider && usersPath === null) {
      values.warn(name, `${name} has no effect here without saslUsersPath`);
    }
  }
  return {
    usersPath,
    superUser: values.text('superUser'),
    allowFailed: values.bool('allowSaslFailedClients') ?? false,
    requiredSchemes,
  };
}

/** The schemes of which a client needs one, and the key that says so. */
function requiredIn(values: Values): readonly [readonly string[], string] {
  if (values.bool('enforce.auth.enabled') === true) {
    const key = 'enforce.auth.schemes';
    const schemes = (values.text(key) ?? '').split(',').map((scheme) => scheme.trim());
    const strange = schemes.find((scheme) => !SCHEMES.includes(scheme)) ?? null;
    if (strange === null) return [schemes, key];
    const remedy = `write one or more of ${SCHEMES.join(',')}`;
    throw new ConfigError(
      'malformed-value',
      values.place(key),
      `"${strange}" is no scheme`,
      remedy,
    );
  }
  if (values.bool('sessionRequireClientSASLAuth') === true) {
    return [['sasl'], 'sessionRequireClientSASLAuth'];
  }
  const key = 'requireClientAuthScheme';
  return [values.oneOf(key, ['none', 'sasl'] as const) === 'sasl' ? ['sasl'] : [], key];
}

/** @param text what the file with the users has; `null` where there is none */
export function saslOptionsOf(config: SaslConfig, text: string | null): SaslOptions | null {
  const { usersPath, superUser, allowFailed } = config;
  if (usersPath === null || text === null) return null;
  return { users: usersIn(text, usersPath), superUser, allowFailed };
}

const TOKEN = /\/\/[^\n]*|\/\*[^]*?\*\/|"(?:[^"\\]|\\[^])*"|[{};=]|[^\s{};="]+/g;
const MODULE = /\.DigestLoginModule$/;
const USER = 'user_';

/**
 * The users of the section `Server` of a JAAS file, as Apache's servers have it: `user_NAME="password"`
 * behind the module `DigestLoginModule`.
 *
 * @throws ConfigError `malformed-value` or `unsupported`
 */
export function usersIn(text: string, file: string): Readonly<Record<string, string>> {
  const place = { file, line: null, key: null };
  const remedy =
    'write Server { org.apache.zookeeper.server.auth.DigestLoginModule required user_NAME="password"; };';
  const tokens = (text.match(TOKEN) ?? []).filter((token) => !/^\/[/*]/.test(token));
  const start = tokens.findIndex((token, at) => token === 'Server' && tokens[at + 1] === '{');
  if (start < 0) {
    throw new ConfigError('malformed-value', place, 'it has no section Server', remedy);
  }
  const end = tokens.indexOf('}', start);
  const [module = '', ...rest] = tokens.slice(start + 2, end < 0 ? tokens.length : end);
  if (!MODULE.test(module)) {
    const found = `its section Server is for ${module}, and there is only DIGEST-MD5 here`;
    throw new ConfigError('unsupported', place, found, remedy);
  }
  const users = new Map<string, string>();
  for (const [at, token] of rest.entries()) {
    if (!token.startsWith(USER) || rest[at + 1] !== '=') continue;
    users.set(token.slice(USER.length), unquoted(rest[at + 2] ?? ''));
  }
  if (users.size > 0) return Object.fromEntries(users);
  throw new ConfigError('malformed-value', place, 'its section Server has no user', remedy);
}

function unquoted(token: string): string {
  return token.startsWith('"') ? token.slice(1, -1).replaceAll(/\\([^])/g, '$1') : token;
}
