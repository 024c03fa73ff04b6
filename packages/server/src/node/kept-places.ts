import { access } from 'node:fs/promises';
import { resolve } from 'node:path';
import { StorageError } from '@menagerie/storage';
import { nodeFiles } from '@menagerie/storage/node';
import { markIn } from './apart.ts';

/** Where a server keeps what it has: often one directory for both. */
export interface KeptPlaces {
  /** The log, and what the core has of its state. */
  readonly log: string;
  readonly trees: string;
}

/**
 * Finds the log of trees, or the trees of a log, where they lie apart: a mark in both directories says
 * where the other is. Changes nothing.
 *
 * @param directory that is there
 * @param logDirectory where the log is, if not where the mark says: of a copy, say
 * @throws StorageError `corrupt` for a mark that cannot be read, `io` for a directory that is not there
 */
export async function keptPlaces(
  directory: string,
  logDirectory: string | null = null,
): Promise<KeptPlaces> {
  const named = resolve(directory);
  const mark = await markIn(await nodeFiles(named));
  const isLog = mark?.log === named;
  const log = logDirectory === null ? (mark?.log ?? named) : resolve(logDirectory);
  const places = { log, trees: isLog ? mark.trees : named };
  for (const place of new Set([places.log, places.trees])) {
    await access(place).catch((cause: unknown) => {
      const remedy = `${named} says that it is there. Where the log is elsewhere, name that as well.`;
      const details = { file: place, offset: null, expected: 'a directory', found: 'none', remedy };
      throw new StorageError('io', details, { cause });
    });
  }
  return places;
}
