import { type Files, isOfStore, StorageError } from '@menagerie/storage';
import type { DiskFiles } from './disk-files.ts';
import { DISKS } from './known-disks.ts';
import { contentOf, writeWhole } from './small-files.ts';
import { isTree } from './trees.ts';

/** Says in both directories which log and which trees belong together, where they lie apart. */
const MARK = 'apart';

/** What the mark says. */
export interface Apart {
  /** Of the log, in hex. */
  readonly identity: string;
  /** The directories, as they were named at the last start. */
  readonly log: string;
  readonly trees: string;
}

/**
 * Refuses directories in which something is where it does not belong, or missing: a server that began
 * there would have forgotten what it promised. Changes nothing.
 *
 * @throws StorageError `wrong-identity`
 */
export async function checkPlaces({ log, trees }: DiskFiles): Promise<void> {
  const logNames = await log.list();
  const hasLog = logNames.includes('identity');
  if (log === trees) {
    const mark = await markIn(log);
    if (mark !== null) throw parted(log, mark);
    if (!hasLog && logNames.some(isTree)) throw withoutLog(log, log);
    return;
  }
  const treeNames = await trees.list();
  if (treeNames.some((name) => isOfStore(name) || name === DISKS))
    throw misplaced(trees, log, 'a log', 'identity, disks, log-… and snapshot-…');
  if (logNames.some(isTree)) throw misplaced(log, trees, 'trees', 'tree-…');
  const isMarked = { log: logNames.includes(MARK), trees: treeNames.includes(MARK) };
  if (!hasLog && (isMarked.trees || treeNames.some(isTree))) throw withoutLog(trees, log);
  if (isMarked.log && !isMarked.trees) throw withoutTrees(log, trees);
}

/**
 * Marks directories that are apart, where they are not marked yet or were moved.
 *
 * @throws StorageError `wrong-identity` for trees of another log
 */
export async function bindPlaces({ log, trees }: DiskFiles, identity: Uint8Array): Promise<void> {
  if (log === trees) return;
  const mark: Apart = {
    identity: Buffer.from(identity).toString('hex'),
    log: log.directory,
    trees: trees.directory,
  };
  // The trees first: a log that is marked is one whose trees are, too.
  for (const files of [trees, log]) {
    const found = await markIn(files);
    if (found !== null && found.identity !== mark.identity) throw foreign(files, found, mark);
    if (JSON.stringify(found) !== JSON.stringify(mark)) await writeWhole(files, MARK, mark);
  }
}

/**
 * What a directory says of a log and trees that lie apart; `null` where it says nothing.
 *
 * @throws StorageError `corrupt`
 */
export async function markIn(files: Files): Promise<Apart | null> {
  const bytes = await contentOf(files, MARK);
  if (bytes === null) return null;
  try {
    return readMark(JSON.parse(new TextDecoder().decode(bytes)));
  } catch (cause) {
    throw new StorageError(
      'corrupt',
      {
        file: `${files.directory}/${MARK}`,
        offset: null,
        expected: 'JSON with identity, log and trees',
        found: cause instanceof Error ? cause.message : String(cause),
        remedy: 'If the log and the trees that are named now belong together, remove the file.',
      },
      { cause },
    );
  }
}

function readMark(said: unknown): Apart {
  if (typeof said !== 'object' || said === null) throw new RangeError('no fields');
  const { identity, log, trees }: Partial<Record<keyof Apart, unknown>> = said;
  if (typeof identity !== 'string' || typeof log !== 'string' || typeof trees !== 'string') {
    throw new RangeError('not all of them');
  }
  return { identity, log, trees };
}

function refused(file: string, expected: string, found: string, remedy: string): StorageError {
  const details = { file, offset: null, expected, found, remedy: `Nothing was changed. ${remedy}` };
  return new StorageError('wrong-identity', details);
}

function misplaced(from: Files, to: Files, what: string, names: string): StorageError {
  return refused(
    from.directory,
    `${what} in ${to.directory}, as dataDir and dataLogDir have it`,
    `${what} here`,
    `Move ${names} there; or name one directory for both, if that is how it was.`,
  );
}

function parted({ directory }: Files, { log, trees }: Apart): StorageError {
  return refused(
    directory,
    'a log and its trees in one directory',
    `a server whose log is in ${log} and whose trees are in ${trees}`,
    'Name both again, with dataLogDir; or move all files into one directory, but for those called apart, which are to be removed.',
  );
}

function withoutLog(trees: Files, log: Files): StorageError {
  return refused(
    log.directory,
    `the log of what is in ${trees.directory}`,
    'none',
    'Name the directory where it is, or bring it back. If it is lost, so is what this server promised: empty both, and start it as one that has lost its disk.',
  );
}

function withoutTrees(log: Files, trees: Files): StorageError {
  return refused(
    trees.directory,
    `the trees of the log in ${log.directory}`,
    'none',
    'Name the directory where they are, or bring them back. If they are lost, and other servers have the data, empty both, and start it as one that has lost its disk.',
  );
}

function foreign(files: Files, found: Apart, { log, trees }: Apart): StorageError {
  return refused(
    `${files.directory}/${MARK}`,
    `the log in ${log} and the trees in ${trees} to belong together`,
    `a server whose log was in ${found.log} and whose trees were in ${found.trees}`,
    'Name directories of one server.',
  );
}
