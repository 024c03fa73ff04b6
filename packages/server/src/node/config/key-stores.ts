import { readFile } from 'node:fs/promises';
import { isJks, type JksStore, readJks } from '../tls/jks.ts';
import type { TlsMaterial } from '../tls/material.ts';
import { trustedInPkcs12 } from '../tls/pkcs12.ts';
import { ConfigError } from './errors.ts';
import type { Values } from './values.ts';

/** Where a store of keys or certificates is. */
export interface StoreFile {
  /** That names it. */
  readonly key: string;
  readonly path: string;
  /** In capital letters; empty where neither a key nor its name says it. */
  readonly type: string;
  readonly password: string | null;
  /** The key that names a file with the password, and that file. */
  readonly passwordFile: { readonly key: string; readonly path: string } | null;
}

const PKCS12 = /^(?:PKCS12|P12|PFX)$/;
const JKS = /^(?:JKS|KS|KEYSTORE)$/;
const SEE = 'see with keytool -list -keystore FILE whether file and password are right';

/** @param name such as `ssl.keyStore` */
export function storeIn(values: Values, name: string): StoreFile | null {
  const key = `${name}.location`;
  const path = values.text(key);
  if (path === null) return null;
  const type = values.text(`${name}.type`) ?? /[^.]*$/.exec(path)?.[0] ?? '';
  const passwordKey = `${name}.passwordPath`;
  const passwordPath = values.text(passwordKey);
  return {
    key,
    path,
    type: type.toUpperCase(),
    password: values.text(`${name}.password`),
    passwordFile: passwordPath === null ? null : { key: passwordKey, path: passwordPath },
  };
}

/** A private key and the certificates behind it. @throws ConfigError */
export async function keysIn(store: StoreFile, values: Values): Promise<TlsMaterial> {
  const password = await passwordOf(store, values);
  const bytes = await read(store.key, store.path, values);
  const passphrase = password === null ? {} : { passphrase: password };
  if (store.type === 'PEM') return { key: bytes, cert: bytes, ...passphrase };
  if (isJks(bytes)) {
    const [first] = jksOf(store, bytes, values, password ?? '').keys;
    if (first !== undefined) return first;
    const remedy = 'name the store that has the private key';
    throw unfit(store, values, 'has no private key', remedy);
  }
  // Java's are called JKS as well, and are in fact of this kind since its version 9.
  if (PKCS12.test(store.type) || JKS.test(store.type)) return { pfx: bytes, ...passphrase };
  throw unknownType(store, values);
}

/** The certificates that a store trusts, as PEM. @throws ConfigError */
export async function authoritiesIn(store: StoreFile, values: Values): Promise<Uint8Array> {
  const bytes = await read(store.key, store.path, values);
  if (store.type === 'PEM') return bytes;
  const trusted = await trustedIn(store, bytes, values);
  if (trusted.length > 0) return new TextEncoder().encode(trusted.join(''));
  const remedy = 'put the authorities into it: keytool -importcert -keystore FILE -file CA.pem';
  throw unfit(store, values, 'has no certificate that is to be trusted', remedy);
}

async function trustedIn(
  store: StoreFile,
  bytes: Uint8Array,
  values: Values,
): Promise<readonly string[]> {
  // Nothing in it is secret.
  if (isJks(bytes)) return jksOf(store, bytes, values, null).trusted;
  if (!PKCS12.test(store.type) && !JKS.test(store.type)) throw unknownType(store, values);
  const password = await passwordOf(store, values);
  try {
    return await trustedInPkcs12(bytes, password);
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    const remedy = `${SEE}; one of an old Java becomes PEM with keytool -list -rfc -keystore FILE`;
    throw unfit(store, values, `cannot be used: ${why}`, remedy, cause);
  }
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
    throw unfit(store, values, `cannot be used: ${why}`, SEE, cause);
  }
}

function unfit(
  { key, path }: StoreFile,
  values: Values,
  what: string,
  remedy: string,
  cause?: unknown,
): ConfigError {
  const place = values.place(key);
  return new ConfigError('malformed-value', place, `${path} ${what}`, remedy, { cause });
}

function unknownType({ key, path, type }: StoreFile, values: Values): ConfigError {
  const found = `${path} is of type ${type || 'unknown'}`;
  const remedy =
    'make PKCS #12 of it: keytool -importkeystore -srckeystore OLD -destkeystore NEW.p12 ' +
    `-deststoretype PKCS12; or set ${key.replace(/location$/, 'type')}, if it is PEM, PKCS12 or JKS`;
  return new ConfigError('unsupported', values.place(key), found, remedy);
}

async function passwordOf(
  { password, passwordFile }: StoreFile,
  values: Values,
): Promise<string | null> {
  if (passwordFile === null) return password;
  const bytes = await read(passwordFile.key, passwordFile.path, values);
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
