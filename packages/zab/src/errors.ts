/** What went wrong, for programs. */
export type ZabErrorCode =
  /** The configuration contradicts itself. */
  | 'invalid-config'
  /**
   * Something happened that Zab proves impossible: a promise was broken by a disk, by a peer, or
   * by this code. The server must stop; going on could only spread the damage.
   */
  | 'broken-invariant';

/** Thrown for mistakes, never for outcomes of the protocol. The message names value and bound. */
export class ZabError extends Error {
  override readonly name = 'ZabError';
  readonly code: ZabErrorCode;

  constructor(code: ZabErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
