/** What went wrong, for programs. */
export type PaxosErrorCode =
  /** The configuration contradicts itself. */
  | 'invalid-config'
  /**
   * Something happened that Paxos proves impossible: a promise was broken by a disk, by a peer, or
   * by this code. The server must stop; going on could only spread the damage.
   */
  | 'broken-invariant';

/** Thrown for mistakes, never for outcomes of a protocol. The message names value and bound. */
export class PaxosError extends Error {
  override readonly name = 'PaxosError';
  readonly code: PaxosErrorCode;

  constructor(code: PaxosErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
