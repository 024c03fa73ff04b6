/** What went wrong, for programs. */
export type StorageErrorCode =
  /** An option, or an argument of a call, is out of its bounds. */
  | 'invalid-option'
  /** Another process has the directory open. */
  | 'locked'
  /** Bytes that were on the disk once are gone or changed. Nothing was deleted. */
  | 'corrupt'
  /** A file belongs to another incarnation of a server, or the directory has lost its identity. */
  | 'wrong-identity'
  /** A file was written by a newer version of this package. */
  | 'unsupported-format'
  /** The file system refused to read, write or sync. */
  | 'io'
  /** The store is closed, or has failed and must be opened again. */
  | 'closed';

/** What an error says: input, place and remedy. */
export interface StorageErrorDetails {
  /** Path of the file, or of the directory; `null` where the mistake is no file's. */
  readonly file: string | null;
  /** Bytes from the start of the file. */
  readonly offset: number | null;
  readonly expected: string;
  readonly found: string;
  readonly remedy: string;
}

/** Thrown for mistakes and damage. A full disk is no error: see `StoreState`. */
export class StorageError extends Error {
  override readonly name = 'StorageError';
  readonly code: StorageErrorCode;
  readonly details: StorageErrorDetails;

  constructor(code: StorageErrorCode, details: StorageErrorDetails, options?: ErrorOptions) {
    super(messageOf(details), options);
    this.code = code;
    this.details = details;
  }
}

function messageOf({ file, offset, expected, found, remedy }: StorageErrorDetails): string {
  const place = [file ?? '', offset === null ? '' : `at offset ${offset}`]
    .filter(Boolean)
    .join(' ');
  return `${place === '' ? '' : `${place}: `}expected ${expected}, found ${found}. ${remedy}`;
}

/** What an operator can do about a damaged server, whatever the damage. */
export const REPLACE_OR_RESTORE =
  'Nothing was changed. Restore the file from a copy; or, if other servers have the data, empty the directory and let this one join them as a new server.';
