import { OPEN_ACL } from '@menagerie/client';
import type { SimulatedServers } from './simulated-server.ts';

/** Somebody else's doings. */
export function others(servers: SimulatedServers) {
  const data = new Uint8Array(0);
  return {
    create: (path: string) =>
      servers.change({ type: 'create', body: { path, data, acl: OPEN_ACL, flags: 0 } }),
    set: (path: string) => servers.change({ type: 'setData', body: { path, data, version: -1 } }),
    delete: (path: string) => servers.change({ type: 'delete', body: { path, version: -1 } }),
  };
}
