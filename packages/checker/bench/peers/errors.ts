/** What went wrong, for programs. */
export type PeerErrorCode =
  /** A program that a tool needs is not on this machine. */
  | 'missing-program'
  /** A tool ended otherwise than by having looked at every state. */
  | 'tool-failed'
  /** A tool said something else than it used to. */
  | 'unreadable-output'
  /** Two tools did not find the same states, so their speeds are not comparable. */
  | 'different-states';

/** Thrown where tools cannot be compared: names the tool, what it said, and what to do about it. */
export class PeerError extends Error {
  override readonly name = 'PeerError';
  readonly code: PeerErrorCode;

  constructor(code: PeerErrorCode, problem: string, remedy: string, options?: ErrorOptions) {
    super(`${problem}. ${remedy}.`, options);
    this.code = code;
  }
}
