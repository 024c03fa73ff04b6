import { readFile } from 'node:fs/promises';
import type { SecureOptions } from '../options.ts';
import type { PeerTls } from '../peers/peers-parts.ts';
import { isJks, type JksStore, readJks } from '../tls/jks.ts';
import type { TlsMaterial } from '../tls/material.ts';
import { type Renewals, renewedByFiles } from '../tls/renewals.ts';
import { ConfigError } from './errors.ts';
import type { Values } from './values.ts';

/** Where a store of keys or certificates is. */
interface StoreFile {
  readonly key: string;
  readonly path: string;
  readonly type: string;
}

/** What a file says of TLS, with the names of files only. */
export interface TlsFiles {
  readonly keyStore: StoreFile | null;
  readonly trustStore: StoreFile | null;
  readonly password: string | null;
  readonly passwordPath: string | null;
  readonly minVersion: TlsMaterial['minVersion'] | null;
  readonly ciphers: string | null;
  /** Whether files are read again once they are others. */
  readonly reloads: boolean;
  readonly values: Values;
}

/** Ports over TLS, and where their keys are. */
export interface TlsConfig {
  readonly secure: {
    readonly port: number;
    readonly host: string | null;
    readonly clientAuth: Auth;
    readonly superUser: string | null;
  } | null;
  readonly clients: TlsFiles;
  /** Null where servers speak plainly. */
  readonly peers: { readonly files: TlsFiles; readonly checkHost: boolean } | null;
}

type Auth = 'none' | 'want' | 'need';

const AUTH = ['none', 'want', 'need'] as const;
const PKCS12 = /^(?:PKCS12|P12|PFX)$/;
const JKS = /^(?:JKS|KS|KEYSTORE)$/;

/** @throws ConfigError `malformed-value` */
export function tlsIn(values: Values): TlsConfig {
  const port = values.int('secureClientPort', 0, 65_535);
  const host = values.text('secureClientPortAddress');
  const superUser = values.text('X509AuthenticationProvider.superUser');
  const clientAuth = values.oneOf('ssl.clientAuth', AUTH) ?? 'need';
  return {
    secure: port === null ? null : { port, host, clientAuth, superUser },
    clients: filesIn(values, 'ssl.', 'client.certReload'),
    peers:
      values.bool('sslQuorum') === true
        ? {
            files: filesIn(values, 'ssl.quorum.', 'sslQuorumReloadCertFiles'),
            checkHost: values.bool('ssl.quorum.hostnameVerification') ?? true,
          }
        : null,
  };
}

/**
 * The options of the port for clients over TLS.
 *
 * @throws ConfigError
 */
export async function secureOptionsOf({
  secure,
  clients,
}: TlsConfig): Promise<SecureOptions | null> {
  if (secure === null) return null;
  const { host, ...rest } = secure;
  const at = host === null ? rest : { host, ...rest };
  return { ...(await renewedMaterialOf(clients, 'ssl.')), ...at };
}

/** @throws ConfigError */
export async function peerTlsOf({ peers }: TlsConfig): Promise<PeerTls | null> {
  if (peers === null) return null;
  const { files, checkHost } = peers;
  return { ...(await renewedMaterialOf(files, 'ssl.quorum.')), checkHost };
}

function filesIn(values: Values, prefix: string, reloadKey: string): TlsFiles {
  const store = (name: string): StoreFile | null => {
    const key = `${prefix}${name}.location`;
    const path = values.text(key);
    if (path === null) return null;
    const type = values.text(`${prefix}${name}.type`) ?? /[^.]*$/.exec(path)?.[0] ?? '';
    return { key, path, type: type.toUpperCase() };
  };
  const protocols = values.text('ssl.enabledProtocols');
  return {
    keyStore: store('keyStore'),
    trustStore: store('trustStore'),
    password: values.text(`${prefix}keyStore.password`),
    passwordPath: values.text(`${prefix}keyStore.passwordPath`),
    minVersion: protocols === null ? null : protocols.includes('TLSv1.2') ? 'TLSv1.2' : 'TLSv1.3',
    ciphers: values.text('ssl.ciphersuites'),
    reloads: values.bool(reloadKey) ?? false,
    values,
  };
}

/** With renewals from the same files, where they are asked for. */
async function renewedMaterialOf(
  files: TlsFiles,
  prefix: string,
): Promise<TlsMaterial & { readonly renewals: Renewals | null }> {
  const { reloads, keyStore, trustStore, passwordPath } = files;
  const load = (): Promise<TlsMaterial> => materialOf(files, prefix);
  const paths = [keyStore?.path, trustStore?.path, passwordPath];
  const named = paths.filter((path) => path !== null && path !== undefined);
  const renewals = reloads ? await renewedByFiles(named, load) : null;
  return { ...(await load()), renewals };
}

async function materialOf(files: TlsFiles, prefix: string): Promise<TlsMaterial> {
  const { keyStore, trustStore, values, minVersion, ciphers } = files;
  if (keyStore === null) {
    throw new ConfigError(
      'missing-key',
      values.place(`${prefix}keyStore.location`),
      `${prefix}keyStore.location is not set, and TLS needs a key`,
      'name a PEM file with the private key and its certificates',
    );
  }
  const password = await passwordOf(files, prefix);
  return {
    ...(await keysOf(keyStore, values, password)),
    ...(trustStore === null ? {} : { ca: await authoritiesOf(trustStore, values) }),
    ...(minVersion === null || minVersion === undefined ? {} : { minVersion }),
    ...(ciphers === null ? {} : { ciphers: ciphers.replaceAll(',', ':') }),
  };
}

async function keysOf(
  store: StoreFile,
  values: Values,
  password: string | null,
): Promise<TlsMaterial> {
  const bytes = await read(store.key, store.path, values);
  const passphrase = password === null ? {} : { passphrase: password };
  if (store.type === 'PEM') return { key: bytes, cert: bytes, ...passphrase };
  if (isJks(bytes)) {
    const [first] = jksOf(store, bytes, values, password ?? '').keys;
    if (first !== undefined) return first;
    const remedy = 'name the store that has the private key';
    const found = `${store.path} has no private key`;
    throw new ConfigError('malformed-value', values.place(store.key), found, remedy);
  }
  // Java's are called JKS as well, and are in fact of this kind since its version 9.
  if (PKCS12.test(store.type) || JKS.test(store.type)) return { pfx: bytes, ...passphrase };
  throw new ConfigError(
    'unsupported',
    values.place(store.key),
    `${store.path} is of type ${store.type || 'unknown'}`,
    'make PKCS #12 of it: keytool -importkeystore -srckeystore OLD -destkeystore NEW.p12 ' +
      '-deststoretype PKCS12; or set the type to PEM',
  );
}

function jksOf(
  store: StoreFile,
  bytes: Uint8Array,
  values: Values,
  password: string | null,
): JksStore {
  try {
    return readJks(bytes, password);
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    const found = `${store.path} cannot be used: ${why}`;
    const remedy = 'see with keytool -list -keystore FILE whether file and password are right';
    throw new ConfigError('malformed-value', values.place(store.key), found, remedy, { cause });
  }
}

async function authoritiesOf(store: StoreFile, values: Values): Promise<Uint8Array> {
  const bytes = await read(store.key, store.path, values);
  if (store.type === 'PEM') return bytes;
  if (isJks(bytes)) {
    // Nothing in it is secret.
    const { trusted } = jksOf(store, bytes, values, null);
    return new TextEncoder().encode(trusted.join(''));
  }
  throw new ConfigError(
    'unsupported',
    values.place(store.key),
    `${store.path} is of type ${store.type || 'unknown'}`,
    'make PEM of it: keytool -list -rfc -keystore OLD > NEW.pem',
  );
}

async function passwordOf(files: TlsFiles, prefix: string): Promise<string | null> {
  const { password, passwordPath, values } = files;
  if (passwordPath === null) return password;
  const bytes = await read(`${prefix}keyStore.passwordPath`, passwordPath, values);
  return new TextDecoder().decode(bytes).trim();
}

async function read(key: string, path: string, values: Values): Promise<Uint8Array> {
  try {
    return await readFile(path);
  } catch (cause) {
    const remedy = 'name a file that is there and may be read';
    const found = `${key} names ${path}, which cannot be read`;
    throw new ConfigError('unreadable', values.place(key), found, remedy, { cause });
  }
}
