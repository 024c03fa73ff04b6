/** What went wrong, for programs. */
export type ZnodeErrorCode =
  /** The bytes do not begin as a snapshot of a tree does. */
  | 'not-a-snapshot'
  /** A snapshot of a version that this one does not know. */
  | 'snapshot-version'
  /** The snapshot contradicts itself. */
  | 'snapshot-damaged'
  /** The snapshot ends before its end. */
  | 'snapshot-incomplete';

/** Thrown for bytes that are no snapshot: never for what a client can cause. */
export class ZnodeError extends Error {
  override readonly name = 'ZnodeError';
  readonly code: ZnodeErrorCode;

  constructor(code: ZnodeErrorCode, message: string, options?: { readonly cause: unknown }) {
    super(message, options);
    this.code = code;
  }
}
