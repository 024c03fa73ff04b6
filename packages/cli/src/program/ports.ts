import { CliError } from '../errors.ts';

/** What `listen` has refused, with what to do about it; any other error as it is. */
export function explained(error: unknown): unknown {
  if (!(error instanceof Error) || !('code' in error && 'port' in error)) return error;
  const where = `port ${String(error.port)}`;
  switch (error.code) {
    case 'EADDRINUSE':
      return new CliError(
        'unusable',
        `${where} is taken by another process: name another one with --port, or 0 for any that is free`,
        { cause: error },
      );
    case 'EACCES':
      return new CliError(
        'unusable',
        `${where} is not for everybody: name one from 1024 on with --port, or 0 for any that is free`,
        { cause: error },
      );
    default:
      return error;
  }
}
