import {
  keepHeapSmall,
  type RunningServer,
  type ServerOptions,
  startServer,
} from '@menagerie/server/node';
import { ExitCode } from '../errors.ts';
import { explained } from '../program/explained.ts';
import type { FromServer, ServerRole, ToServer } from './messages.ts';

const LOOK_EVERY_MS = 25;

/**
 * A server in a process of its own, on behalf of the process that forked this one: ends when told to,
 * and when that one is gone, however it ended.
 */
export function serveForSupervisor(
  start: (options: ServerOptions) => Promise<RunningServer> = startServer,
): void {
  // Ctrl-C reaches all processes of a terminal: the supervisor decides in which order they end.
  process.on('SIGINT', () => {});
  process.once('message', (message: ToServer) => {
    if (message.type !== 'start') return;
    start(message.options).then(serve, (refused: unknown) => {
      const error = explained(refused, message.options);
      const reason = error instanceof Error ? error.message : String(error);
      const failed: FromServer = { type: 'failed', reason };
      if (process.connected) process.send?.(failed, () => process.exit(ExitCode.failed));
      else process.exit(ExitCode.failed);
    });
  });
}

function serve(server: RunningServer): void {
  keepHeapSmall();
  const { clientPort, gatewayPort } = server;
  tell({ type: 'listening', clientPort, gatewayPort });
  process.on('message', (message: ToServer) => {
    if (message.type === 'cut') server.cut(message.cut);
  });
  let told: ServerRole | null = null;
  const looking = setInterval(() => {
    const { role } = server;
    if (role === told) return;
    told = role;
    tell({ type: 'role', role });
  }, LOOK_EVERY_MS);
  const end = (): void => {
    clearInterval(looking);
    void server.close().finally(() => process.exit(0));
  };
  process.once('SIGTERM', end);
  process.once('disconnect', end);
  if (!process.connected) end();
}

function tell(message: FromServer): void {
  if (process.connected) process.send?.(message);
}
