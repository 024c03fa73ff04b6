import type { ServerFrame } from './frame.ts';

/** The server that leads in the newest epoch, if any: where a client would turn. */
export function newestLeader(servers: readonly ServerFrame[]): ServerFrame | null {
  let best: ServerFrame | null = null;
  for (const server of servers) {
    if (server.role !== 'leader' || server.status === 'crashed') continue;
    if (best === null || server.epoch > best.epoch) best = server;
  }
  return best;
}
