import { connect } from '@menagerie/client/node';
import { describe } from 'vitest';
import { findApache, freePort, HOW_TO_GET, startApache } from '../../server/interop/apache.ts';
import { open } from '../test/helpers/servers.ts';
import type { Backend } from '../test/suites/backend.ts';
import { testFaults } from '../test/suites/faults.ts';
import { testOperations } from '../test/suites/operations.ts';
import { testSasl } from '../test/suites/sasl.ts';

const installed = findApache();
const title = installed === null ? `left out: ${HOW_TO_GET}` : 'the same tests';

/** Apache's server. */
const apache: Backend = {
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
};

describe.skipIf(installed === null)(title, () => {
  testOperations(apache);
  testFaults(apache);
  testSasl(apache);
});
