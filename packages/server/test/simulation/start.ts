import { paxosKernel, raftKernel, zabKernel } from '@menagerie/server';
import type { RunningServer, ServerOptions } from '@menagerie/server/node';
import { startOn } from '../../src/node/start-server.ts';
import type { World } from '../../src/node/world.ts';

/** Starts a member of an ensemble in another world than Node's. */
export async function startServerIn(world: World, options: ServerOptions): Promise<RunningServer> {
  switch (options.core ?? 'zab') {
    case 'zab':
      return await startOn(world, zabKernel, options);
    case 'raft':
      return await startOn(world, raftKernel, options);
    case 'paxos':
      return await startOn(world, paxosKernel, options);
  }
}
