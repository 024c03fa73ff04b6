import { stat } from 'node:fs/promises';
import type { Server, TlsOptions } from 'node:tls';
import type { Log } from '@menagerie/server';
import type { TlsMaterial } from './material.ts';

/**
 * Tells of other keys and certificates from now on, until the function that it returns is called.
 * `failed` hears of such as cannot be used; those of before stay then.
 */
export type Renewals = (
  renew: (material: TlsMaterial) => void,
  failed: (error: Error) => void,
) => () => void;

/**
 * Has a server take up what its renewals tell. Connections that there are go on as they are.
 *
 * @param use what the server is to be given of it
 * @returns how to end that
 */
export function keepRenewed(
  server: Server,
  renewals: Renewals,
  log: Log,
  use: (material: TlsMaterial) => TlsOptions,
): () => void {
  const failed = ({ message }: Error): void => {
    log.warn({ reason: message }, 'other certificates cannot be used: those of before stay');
  };
  return renewals((material) => {
    try {
      server.setSecureContext(use(material));
      log.info({}, 'other certificates from now on');
    } catch (error) {
      failed(error instanceof Error ? error : new Error(String(error)));
    }
  }, failed);
}

/** Between two looks at files. */
const EVERY_MS = 5000;

/**
 * Renewals by files that are replaced: looked at now and then, and not watched, for watching knows
 * nothing of links that are made to point elsewhere.
 *
 * @param load reads them all anew
 */
export async function renewedByFiles(
  paths: readonly string[],
  load: () => Promise<TlsMaterial>,
  everyMs: number = EVERY_MS,
): Promise<Renewals> {
  let seen = await stampOf(paths);
  return (renew, failed) => {
    let stopped = false;
    const look = async (): Promise<void> => {
      const now = await stampOf(paths);
      if (now === seen) return;
      // Before they are read: what is written meanwhile is another change.
      seen = now;
      const heard = await load().then(
        (material) => () => renew(material),
        (error: unknown) => () => failed(error instanceof Error ? error : new Error(String(error))),
      );
      if (!stopped) heard();
    };
    let timer = setTimeout(again, everyMs);
    function again(): void {
      void look().then(() => {
        if (!stopped) timer = setTimeout(again, everyMs);
      });
    }
    return () => {
      stopped = true;
      clearTimeout(timer);
    };
  };
}

/** What changes whenever a file does; of one that is not there, that it is not. */
async function stampOf(paths: readonly string[]): Promise<string> {
  const all = paths.map(async (path) => {
    const found = await stat(path, { bigint: true }).catch(() => null);
    return found === null ? '' : [found.ino, found.size, found.mtimeNs].join();
  });
  return (await Promise.all(all)).join(' ');
}
