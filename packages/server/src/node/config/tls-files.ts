import type { SecureOptions } from '../options.ts';
import type { PeerTls } from '../peers/peers-parts.ts';
import type { TlsMaterial } from '../tls/material.ts';
import { type Renewals, renewedByFiles } from '../tls/renewals.ts';
import { ConfigError } from './errors.ts';
import { authoritiesIn, keysIn, type StoreFile, storeIn } from './key-stores.ts';
import type { Values } from './values.ts';

/** What a file says of TLS, with the names of files only. */
export interface TlsFiles {
  readonly keyStore: StoreFile | null;
  readonly trustStore: StoreFile | null;
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
  const protocols = values.text('ssl.enabledProtocols');
  return {
    keyStore: storeIn(values, `${prefix}keyStore`),
    trustStore: storeIn(values, `${prefix}trustStore`),
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
  const { reloads, keyStore, trustStore } = files;
  const load = (): Promise<TlsMaterial> => materialOf(files, prefix);
  const named = [keyStore, trustStore].flatMap((store) =>
    store === null
      ? []
      : [store.path, ...(store.passwordFile === null ? [] : [store.passwordFile.path])],
  );
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
  return {
    ...(await keysIn(keyStore, values)),
    ...(trustStore === null ? {} : { ca: await authoritiesIn(trustStore, values) }),
    ...(minVersion === null || minVersion === undefined ? {} : { minVersion }),
    ...(ciphers === null ? {} : { ciphers: ciphers.replaceAll(',', ':') }),
  };
}
