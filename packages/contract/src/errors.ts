/** What went wrong, for programs. */
export type ContractErrorCode =
  /** A value does not have the form that its schema describes. */
  | 'invalid-value'
  /** A frame is cut short, too long, or holds what its schema excludes. */
  | 'invalid-frame'
  /** A quorum system that has no quorums, or whose quorums need not meet. */
  | 'invalid-quorum'
  /** A core broke a rule of the contract. */
  | 'broken-rule'
  /** A test asked a toy cluster for what cannot be. */
  | 'impossible-step';

/** Thrown by everything in this package; the message names the value, the place and the bound. */
export class ContractError extends Error {
  override readonly name = 'ContractError';
  readonly code: ContractErrorCode;
  /** Where in the value: `state.role.progress[2].next`; empty for the whole. */
  readonly path: string;

  constructor(code: ContractErrorCode, path: string, message: string, options?: ErrorOptions) {
    super(path === '' ? message : `${path}: ${message}`, options);
    this.code = code;
    this.path = path;
  }
}
