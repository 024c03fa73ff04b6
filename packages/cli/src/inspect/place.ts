import { readdir, stat } from 'node:fs/promises';
import { basename, dirname, resolve } from 'node:path';
import { apacheFiles } from '../apache/directory.ts';
import { CliError } from '../errors.ts';

/** Logs and snapshots that somebody has named. */
export type Place =
  /** Of ours: a directory, and the one file of it that is meant, if it is one. */
  | { readonly type: 'ours'; readonly directory: string; readonly file: string | null }
  | { readonly type: 'apache'; readonly path: string };

/** @throws CliError `unreadable` for what is neither */
export async function placeOf(path: string): Promise<Place> {
  const found = await stat(path).catch((cause: unknown) => {
    throw new CliError('unreadable', `${path} is not there, or cannot be read`, { cause });
  });
  const directory = resolve(found.isDirectory() ? path : dirname(path));
  const isOurs = found.isDirectory() || /^(log|snapshot)-\d{16}$/.test(basename(path));
  if (isOurs && (await readdir(directory)).includes('identity')) {
    return { type: 'ours', directory, file: found.isDirectory() ? null : resolve(path) };
  }
  if ((await apacheFiles(path)).length > 0) return { type: 'apache', path };
  throw new CliError(
    'unreadable',
    `${path} is no data of a server: name a directory with a file "identity", a dataDir of Apache's, or a file log-…, snapshot-…, log.… or snapshot.… of them`,
  );
}
