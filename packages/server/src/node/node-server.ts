import { keepsAnything } from './disk-files.ts';
import type { RunningServer, ServerOptions } from './options.ts';
import { startOn } from './start-server.ts';
import { nodeWorld } from './world.ts';

/**
 * Starts a member of an ensemble.
 *
 * @throws RangeError for observers on Paxos, or if nobody could get in, ConfigError for a configuration
 * that is wrong, StorageError for a directory that cannot be used, and what `listen` says of a port
 */
export async function startServer(given: ServerOptions = {}): Promise<RunningServer> {
  const { config = null, ...own } = given;
  const options = config === null ? own : { ...(await configured(config, own)), ...own };
  // A process runs one core: it need not load the others, nor what reads a file that it has not.
  switch (options.core ?? 'zab') {
    case 'zab':
      return await startOn(nodeWorld, (await import('../kernels/zab.ts')).zabKernel, options);
    case 'raft':
      return await startOn(nodeWorld, (await import('../kernels/raft.ts')).raftKernel, options);
    case 'paxos':
      return await startOn(nodeWorld, (await import('../kernels/paxos.ts')).paxosKernel, options);
  }
}

async function configured(path: string, own: ServerOptions): Promise<ServerOptions> {
  const { configOf } = await import('./config/config-of.ts');
  const found = await configOf(path);
  if (!keepsAnything(own)) return found;
  const dataDir = own.directory ?? '';
  const described = { ...found.described, dataDir, dataLogDir: own.logDirectory ?? dataDir };
  // Whoever names another place for all of it does not mean to leave the log behind.
  return { ...found, logDirectory: null, described };
}
