import type { SecureContextOptions, TlsOptions } from 'node:tls';

/** A key with its certificates, and whom it trusts: the contents of files, not their names. */
export interface TlsMaterial {
  /** PEM: the private key, and the certificates behind it. Or `pfx`. */
  readonly key?: string | Uint8Array;
  readonly cert?: string | Uint8Array;
  /** PKCS #12: both in one. */
  readonly pfx?: Uint8Array;
  readonly passphrase?: string;
  /** PEM: the authorities whose certificates are taken. @default those of the system */
  readonly ca?: string | Uint8Array;
  /** Such as `TLSv1.2`. @default that of Node */
  readonly minVersion?: 'TLSv1.2' | 'TLSv1.3';
  /** As OpenSSL names them, with colons between. */
  readonly ciphers?: string;
}

/** So long a handshake may take: a client that means it needs much less. */
const HANDSHAKE_MS = 10_000;

/** Material as Node wants it. */
export function contextOf(material: TlsMaterial): SecureContextOptions {
  const { key, cert, pfx, passphrase, ca, minVersion, ciphers } = material;
  return {
    ...(key === undefined ? {} : { key: bytesOf(key) }),
    ...(cert === undefined ? {} : { cert: bytesOf(cert) }),
    ...(pfx === undefined ? {} : { pfx: bytesOf(pfx) }),
    ...(ca === undefined ? {} : { ca: bytesOf(ca) }),
    ...(passphrase === undefined ? {} : { passphrase }),
    ...(minVersion === undefined ? {} : { minVersion }),
    ...(ciphers === undefined ? {} : { ciphers }),
  };
}

/** For a server that asks whoever comes for a certificate, and may insist. */
export function serverContextOf(
  material: TlsMaterial,
  clientAuth: 'none' | 'want' | 'need',
): TlsOptions {
  return {
    ...contextOf(material),
    requestCert: clientAuth !== 'none',
    rejectUnauthorized: clientAuth === 'need',
    handshakeTimeout: HANDSHAKE_MS,
  };
}

function bytesOf(text: string | Uint8Array): string | Buffer {
  return typeof text === 'string' ? text : Buffer.from(text);
}
