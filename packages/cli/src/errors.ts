/** What went wrong, for programs. */
export type CliErrorCode =
  /** An argument or option is not what it should be. */
  | 'invalid-argument'
  /** A port, directory or file cannot be used. */
  | 'unusable'
  /** Nobody answers, or not as a server of ZooKeeper's would. */
  | 'unreachable'
  /** A file is none that this reads, or is damaged. */
  | 'unreadable'
  /** A server process ended that should run. */
  | 'server-ended';

/** Thrown for what a person can mend: the message names input, place and remedy. */
export class CliError extends Error {
  override readonly name = 'CliError';
  readonly code: CliErrorCode;

  constructor(code: CliErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

/** What a command ends with. */
export const ExitCode = {
  done: 0,
  /** It did not come to its end, or found what it was to look for: damage, a difference, a fault. */
  failed: 1,
  /** The command line is wrong. */
  usage: 2,
} as const;

/** A number that a process ends with. */
export type ExitCode = (typeof ExitCode)[keyof typeof ExitCode];
