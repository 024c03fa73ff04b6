import type { ServerOptions } from '@menagerie/server/node';
import { CliError } from '../errors.ts';

/** What `startServer` has thrown, with what to do about it where that is known; else as it is. */
export function explained(error: unknown, { core = 'zab', directory }: ServerOptions): unknown {
  if (!(error instanceof Error) || !('code' in error)) return error;
  if (error.name === 'ContractError' && typeof directory === 'string') {
    const message = `the data in ${directory} are not those of a server on ${core}: name the core that wrote them with --core, or another directory`;
    return new CliError('unusable', message, { cause: error });
  }
  if (!('port' in error)) return error;
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
