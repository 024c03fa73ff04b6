import { readdir, stat } from 'node:fs/promises';
import { basename, dirname, resolve } from 'node:path';
import { type KeptPlaces, keptPlaces } from '@menagerie/server/node';
import { isOfStore } from '@menagerie/storage';
import { apacheFiles } from '../apache/directory.ts';
import { CliError } from '../errors.ts';

/** Logs and snapshots that somebody has named. */
export type Place =
  /** Of ours: the directories, which may be one, and the one file that is meant, if it is one. */
  | ({ readonly type: 'ours'; readonly file: string | null } & KeptPlaces)
  | { readonly type: 'apache'; readonly path: string };

/**
 * @param logs where the log of ours is, if not where the directory says
 * @throws CliError `unreadable` for what is neither
 */
export async function placeOf(path: string, logs: string | null = null): Promise<Place> {
  const found = await stat(path).catch((cause: unknown) => {
    throw new CliError('unreadable', `${path} is not there, or cannot be read`, { cause });
  });
  const directory = resolve(found.isDirectory() ? path : dirname(path));
  if (found.isDirectory() || isOfStore(basename(path))) {
    const { log, trees } = await keptPlaces(directory, logs);
    const file = found.isDirectory() ? null : resolve(path);
    if ((await readdir(log)).includes('identity')) return { type: 'ours', log, trees, file };
  }
  if ((await apacheFiles(path)).length > 0) return { type: 'apache', path };
  throw new CliError(
    'unreadable',
    `${path} is no data of a server: name a directory with a file "identity", a dataDir of Apache's, or a file log-…, snapshot-…, log.… or snapshot.… of them`,
  );
}
