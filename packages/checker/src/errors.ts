/** What went wrong, for programs. */
export type CheckerErrorCode =
  /** An operation that ends before it begins, or whose times are no numbers. */
  | 'invalid-history'
  /** The scenario that is to be shrunk does not violate the property. */
  | 'not-violated';

/** Thrown by the history checker and the shrinker: the place, the value, and what to do about it. */
export class CheckerError extends Error {
  override readonly name = 'CheckerError';
  readonly code: CheckerErrorCode;

  constructor(code: CheckerErrorCode, problem: string, remedy: string, options?: ErrorOptions) {
    super(`${problem}. ${remedy}`, options);
    this.code = code;
  }
}
