import { REPLACE_OR_RESTORE, StorageError } from '../errors.ts';

/** The refusal of a file that is not what was once durable. */
export function corrupt(
  file: string,
  offset: number,
  expected: string,
  found: string,
): StorageError {
  const remedy = REPLACE_OR_RESTORE;
  return new StorageError('corrupt', { file, offset, expected, found, remedy });
}
