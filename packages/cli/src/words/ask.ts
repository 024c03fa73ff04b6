import { connect } from 'node:net';
import { connect as connectTls } from 'node:tls';
import type { TlsOptions } from '@menagerie/client/node';
import { CliError } from '../errors.ts';
import { type Address, shownAddress } from './address.ts';

const PATIENCE_MS = 5000;

/**
 * The answer to a four-letter word. Apache's server answers them on its ports for clients as well.
 *
 * @param tls for a port over TLS; `null` for a plain one
 * @throws CliError `unreachable`
 */
export function askWord(address: Address, word: string, tls: TlsOptions | null): Promise<string> {
  const { host, port } = address;
  return new Promise((resolve, reject) => {
    const fail = (why: string, cause?: Error): void => {
      const what = `${shownAddress(address)} does not answer: ${why}`;
      reject(new CliError('unreachable', `${what}. Is a server running there?`, { cause }));
    };
    const socket = tls === null ? connect({ host, port }) : connectTls({ ...tls, host, port });
    const chunks: Buffer[] = [];
    socket.setTimeout(PATIENCE_MS, () => {
      fail(`nothing came for ${PATIENCE_MS / 1000} seconds`);
      socket.destroy();
    });
    // Apache's server ends the connection once it has answered; this end stays open until then.
    socket.write(word);
    socket.on('data', (chunk) => chunks.push(chunk));
    socket.on('error', (error) => fail(error.message, error));
    socket.on('close', () => resolve(Buffer.concat(chunks).toString()));
  });
}

/** Whether a server has refused to answer a word at all. */
export function isRefused(answer: string): boolean {
  return /is not executed because it is not (in|on) the whitelist/.test(answer);
}

/** The lines `key: value` or `key<tab>value` of an answer. */
export function pairsIn(answer: string): ReadonlyMap<string, string> {
  const pairs = new Map<string, string>();
  for (const line of answer.split('\n')) {
    const found = /^([^:\t=]+)(?:\t|:\s*|=)(.*)$/.exec(line.trim());
    if (found?.[1] !== undefined) pairs.set(found[1].trim(), found[2] ?? '');
  }
  return pairs;
}
