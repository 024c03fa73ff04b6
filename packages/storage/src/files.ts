/** Why a file system refused. */
export type FilesErrorCode =
  | 'missing'
  | 'exists'
  /** No space left, or a quota used up. What was asked for may have been done in part. */
  | 'no-space'
  /** Another process holds the lock. */
  | 'locked'
  | 'failed';

/** Thrown by every `Files`. The store turns it into a `StorageError`, or into a state. */
export class FilesError extends Error {
  override readonly name = 'FilesError';
  readonly code: FilesErrorCode;

  constructor(code: FilesErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

/** `create` refuses a name that is there; the other two refuse one that is not. */
export type OpenMode = 'read' | 'write' | 'create';

/** An open file. Positions and sizes are in bytes. */
export interface OpenFile {
  /** Fills as much of `target` as there is from `position` on, and says how much that was. */
  read(target: Uint8Array, position: number): Promise<number>;
  /** All of the bytes, or an error; then any part of them may have been written. */
  write(bytes: Uint8Array, position: number): Promise<void>;
  /** Resolves once the content and the size survive a loss of power. Says nothing of the name. */
  sync(): Promise<void>;
  /**
   * `write` and `sync` in one, of these bytes alone, where that is cheaper than both. After an error
   * any part of them may have been written; where it is `no-space`, the same may be written again.
   */
  readonly writeThrough?: ((bytes: Uint8Array, position: number) => Promise<void>) | undefined;
  truncate(size: number): Promise<void>;
  size(): Promise<number>;
  close(): Promise<void>;
}

/** A lock that ends with its process, at the latest. */
export interface Lock {
  release(): Promise<void>;
}

/**
 * One directory: all that a store knows of the world. Node's is `nodeFiles` of
 * `@menagerie/storage/node`; one in memory that crashes is `SimulatedDisk` of
 * `@menagerie/storage/testing`. All errors are `FilesError`s.
 */
export interface Files {
  /** Where it is, for messages. */
  readonly directory: string;
  open(name: string, mode: OpenMode): Promise<OpenFile>;
  /** Names, in no particular order. */
  list(): Promise<readonly string[]>;
  /** Takes the place of a file that is there. */
  rename(from: string, to: string): Promise<void>;
  remove(name: string): Promise<void>;
  /** Resolves once all names, as they are now, survive a loss of power. */
  syncDirectory(): Promise<void>;
  /** Bytes that may still be written here. */
  free(): Promise<number>;
  /** Refused (`locked`) while another process, or another store of this one, has it. */
  lock(name: string): Promise<Lock>;
}
