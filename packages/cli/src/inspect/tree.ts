import { stat } from 'node:fs/promises';
import type { CoreName } from '@menagerie/server';
import { type KeptPlaces, keptTree } from '@menagerie/server/node';
import type { StoredZnode } from '@menagerie/znode';
import { treeIn } from '../apache/data-dir.ts';
import { apacheFile, contentOf } from '../apache/directory.ts';
import { snapshotIn } from '../apache/snapshot.ts';
import { CliError } from '../errors.ts';
import type { Place } from './place.ts';

/**
 * All znodes of a place, sorted by path: of a directory as its server would have them at its next
 * start, of one snapshot of Apache's just what is in it.
 *
 * @throws CliError `invalid-argument` where the core of ours is needed and not named
 */
export async function znodesIn(
  place: Place,
  core: CoreName | null,
): Promise<readonly StoredZnode[]> {
  const znodes = place.type === 'ours' ? await ours(place, core) : await apaches(place.path);
  return [...znodes].sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0));
}

async function ours(
  { log, trees }: KeptPlaces,
  core: CoreName | null,
): Promise<Iterable<StoredZnode>> {
  if (core === null) {
    throw new CliError(
      'invalid-argument',
      `the data in ${trees} can be read only by the core that wrote it: name it with --core zab, raft or paxos`,
    );
  }
  try {
    return (await keptTree(core, trees, log)).znodes();
  } catch (error) {
    if (!(error instanceof Error) || error.name !== 'ContractError') throw error;
    const message = `the data in ${trees} are not those of ${core}: name another core with --core`;
    throw new CliError('unreadable', message, { cause: error });
  }
}

async function apaches(path: string): Promise<Iterable<StoredZnode>> {
  if ((await stat(path)).isDirectory()) {
    return (await treeIn(path, null, (message) => console.error(message))).znodes();
  }
  const file = apacheFile(path);
  if (file?.kind !== 'snapshot') {
    throw new CliError('unreadable', `${path} is no snapshot: see it with \`menagerie log\``);
  }
  return snapshotIn(path, await contentOf(file)).znodes;
}
