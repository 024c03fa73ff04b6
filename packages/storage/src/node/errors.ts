import { FilesError, type FilesErrorCode } from '../files.ts';

const CODES: ReadonlyMap<string, FilesErrorCode> = new Map([
  ['ENOENT', 'missing'],
  ['EEXIST', 'exists'],
  ['ENOSPC', 'no-space'],
  ['EDQUOT', 'no-space'],
]);

/** What Node says of an error of the system: `ENOENT` and the like; empty for all others. */
export function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}

/** Waits for a call of `node:fs`, and names its errors as the store knows them. */
export async function asFilesError<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    throw new FilesError(CODES.get(codeOf(error)) ?? 'failed', message, { cause: error });
  }
}
