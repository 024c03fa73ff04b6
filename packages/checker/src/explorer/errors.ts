/** What went wrong, for programs. */
export type ExplorerErrorCode =
  /** A scope that contradicts itself, or that no explorer can hold. */
  | 'invalid-scope'
  /** A mutant that the protocol does not have. */
  | 'unknown-mutant'
  /** A step of a constructed start that is not possible where it stands. */
  | 'impossible-start'
  /** The states that several threads may see do not fit into memory. */
  | 'out-of-memory';

/** Thrown where a scope cannot be explored; the message names the scope, the place and the remedy. */
export class ExplorerError extends Error {
  override readonly name = 'ExplorerError';
  readonly code: ExplorerErrorCode;
  /** Name of the scope. */
  readonly scope: string;

  constructor(code: ExplorerErrorCode, scope: string, problem: string, remedy: string) {
    super(`scope "${scope}": ${problem}. ${remedy}.`);
    this.code = code;
    this.scope = scope;
  }
}
