import { realpath } from 'node:fs/promises';
import type { Files } from '@menagerie/storage';
import { nodeFiles } from '@menagerie/storage/node';
import type { ServerOptions } from './options.ts';

/** What a server keeps: one directory for all of it, or one for each. */
export interface DiskFiles {
  /** Has the log, and what the core has of its state. */
  readonly log: Files;
  /** The same object where it is the same directory. */
  readonly trees: Files;
}

/** Where these are. */
export type DiskOptions = Pick<ServerOptions, 'directory' | 'files' | 'logDirectory' | 'logFiles'>;

/** Whether a server keeps anything. */
export function keepsAnything({ directory = null, files = null }: DiskOptions): boolean {
  return (files ?? directory) !== null;
}

/**
 * The directories of a server, which are made where they are not there; `null` for a server that keeps
 * nothing.
 *
 * @throws RangeError for a place of the log and none of the trees, and what the file system says
 */
export async function diskFilesOf(options: DiskOptions): Promise<DiskFiles | null> {
  const { directory = null, files = null, logDirectory = null, logFiles = null } = options;
  if (files !== null) return { log: logFiles ?? files, trees: files };
  if (directory === null) {
    if (logDirectory === null) return null;
    const remedy = 'name a directory for the trees as well';
    throw new RangeError(`there is a logDirectory, ${logDirectory}, and no directory: ${remedy}`);
  }
  const trees = await nodeFiles(directory);
  if (logDirectory === null) return { log: trees, trees };
  const log = await nodeFiles(logDirectory);
  // Two names may lead to one directory.
  const isOne = (await realpath(directory)) === (await realpath(logDirectory));
  return { log: isOne ? trees : log, trees };
}
