/** What went wrong, for programs. */
export type MythsErrorCode =
  /** A search met more states than it may. */
  | 'too-many-states'
  /** Something must be placed, and there is no server to place it on. */
  | 'no-servers';

/** Thrown for mistakes of the caller, never for what a model does. */
export class MythsError extends Error {
  override readonly name = 'MythsError';
  readonly code: MythsErrorCode;

  constructor(code: MythsErrorCode, problem: string, remedy: string, options?: ErrorOptions) {
    super(`${problem}. ${remedy}`, options);
    this.code = code;
  }
}
