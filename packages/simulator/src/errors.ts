/** What went wrong, for programs. */
export type SimulatorErrorCode =
  /** A scenario, or a field of it, has not the form that it must have. */
  | 'invalid-scenario'
  /** The scenario names a protocol that was not offered. */
  | 'unknown-protocol'
  /** The scenario names a mutant that its protocol does not have. */
  | 'unknown-mutant'
  /** A link that is not ours, of another version, cut off, or damaged. */
  | 'broken-link'
  /** What a person asks of the world cannot be done at that moment. */
  | 'impossible-act'
  /** A step or an event that the recording does not hold. */
  | 'out-of-range'
  /** Two runs of the same scenario differed: something reads a clock, chance or an unordered set. */
  | 'not-deterministic';

/** Thrown by everything in this package: the place, the value, and what to do about it. */
export class SimulatorError extends Error {
  override readonly name = 'SimulatorError';
  readonly code: SimulatorErrorCode;
  /** Where in the scenario: `interventions[3].act.server`; empty for the whole. */
  readonly path: string;
  /** What the reader of the message can do. */
  readonly remedy: string;

  constructor(
    code: SimulatorErrorCode,
    path: string,
    problem: string,
    remedy: string,
    options?: ErrorOptions,
  ) {
    super(`${path === '' ? '' : `${path}: `}${problem}. ${remedy}`, options);
    this.code = code;
    this.path = path;
    this.remedy = remedy;
  }
}
