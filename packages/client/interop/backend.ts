import { connect } from '@menagerie/client/node';
import { findApache, freePort, HOW_TO_GET, startApache } from '../../server/interop/apache.ts';
import { before, open } from '../test/helpers/servers.ts';
import type { Backend } from '../test/suites/backend.ts';

const installed = findApache();

/** Why tests against Apache's server are left out; `null` where it is installed. */
export const leftOut: string | null = installed === null ? `left out: ${HOW_TO_GET}` : null;

/** Apache's server. */
export const apache: Backend = {
  title: "Apache's server",
  start: async (count, { tickMs = 2000, users = null, requiresSasl = false } = {}) => {
    if (installed === null) throw new Error(HOW_TO_GET);
    const ports = await Promise.all(
      Array.from({ length: count }, async () => [await freePort(), await freePort()] as const),
    );
    const servers = await Promise.all(
      ports.map((_, at) => {
        const member = count === 1 ? null : { id: at + 1, ports };
        const lines = requiresSasl ? ['sessionRequireClientSASLAuth=true'] : [];
        return startApache(installed, { tickMs, member, users, lines });
      }),
    );
    // They listen from some moment on.
    const first = await connect(servers.map(({ clientPort }) => `127.0.0.1:${clientPort}`));
    await first.close();
    const close = async (): Promise<void> => {
      await Promise.all(servers.map((server) => server.close()));
    };
    return { servers, close };
  },
  open,
  before,
};
