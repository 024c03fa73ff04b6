import { CliError } from '../errors.ts';
import { type ApacheFile, apacheFiles, contentOf } from './directory.ts';
import { entriesIn } from './log.ts';
import { Replay } from './replay.ts';
import { snapshotIn } from './snapshot.ts';

/**
 * The tree in a `dataDir` of Apache's, as its server would have it at its next start; logs may lie in
 * a `dataLogDir` of their own.
 *
 * @throws CliError `unreadable`
 */
export async function treeIn(
  dataDir: string,
  dataLogDir: string | null,
  tell: (message: string) => void,
): Promise<Replay> {
  const files = await apacheFiles(dataDir);
  const logs = (dataLogDir === null ? files : await apacheFiles(dataLogDir)).filter(
    ({ kind }) => kind === 'log',
  );
  const snapshots = files.filter(({ kind }) => kind === 'snapshot');
  const replay = await newest(dataDir, snapshots, tell);
  const { lastZxid: from } = replay;
  for (const [i, log] of logs.entries()) {
    const next = logs[i + 1];
    // It ends before what the snapshot has.
    if (next !== undefined && next.zxid <= from) continue;
    for (const { entry } of entriesIn(log.path, await contentOf(log), tell)) {
      if (entry.header.zxid > from) replay.apply(entry);
    }
  }
  return replay;
}

/** Of the newest snapshot that can be read, as the server does. */
async function newest(
  dataDir: string,
  snapshots: readonly ApacheFile[],
  tell: (message: string) => void,
): Promise<Replay> {
  for (const snapshot of [...snapshots].reverse()) {
    try {
      return new Replay(snapshotIn(snapshot.path, await contentOf(snapshot)), snapshot.zxid);
    } catch (error) {
      if (!(error instanceof CliError)) throw error;
      tell(error.message);
    }
  }
  throw new CliError(
    'unreadable',
    `${dataDir} has no snapshot of Apache's that can be read: name its dataDir, in which is a folder version-2 with files snapshot.…`,
  );
}
