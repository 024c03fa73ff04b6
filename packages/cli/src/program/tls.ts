import { readFile } from 'node:fs/promises';
import type { TlsOptions } from '@menagerie/client/node';
import type { Command } from 'commander';
import { CliError } from '../errors.ts';

/** How a command line asks for TLS. */
export interface TlsFlags {
  readonly tls?: boolean;
  /** Names of PEM files. */
  readonly ca?: string;
  readonly cert?: string;
  readonly key?: string;
}

/** Adds what a command needs that asks servers over TLS. */
export function withTls(command: Command): void {
  command
    .option('--tls', 'speak TLS: what the servers call secureClientPort', false)
    .option('--ca <file>', 'PEM: whose certificates to trust, instead of the system; means --tls')
    .option('--cert <file>', 'PEM: a certificate of your own; means --tls')
    .option('--key <file>', 'PEM: its private key, where the file of --cert has none');
}

/**
 * What to speak TLS with, `null` for plain TCP.
 *
 * @throws CliError `invalid-argument` for a key without a certificate, `unreadable` for a file
 */
export async function tlsOf({ tls = false, ca, cert, key }: TlsFlags): Promise<TlsOptions | null> {
  if (key !== undefined && cert === undefined) {
    const message = '--key has no effect without --cert: name the certificate that belongs to it';
    throw new CliError('invalid-argument', message);
  }
  if (!tls && ca === undefined && cert === undefined) return null;
  const own = cert === undefined ? null : await pem('--cert', cert);
  return {
    ...(ca === undefined ? {} : { ca: await pem('--ca', ca) }),
    ...(own === null ? {} : { cert: own, key: key === undefined ? own : await pem('--key', key) }),
  };
}

async function pem(flag: string, file: string): Promise<Buffer> {
  try {
    return await readFile(file);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    const message = `${flag} names ${file}, which cannot be read: ${reason}. Name a PEM file`;
    throw new CliError('unreadable', message, { cause });
  }
}
