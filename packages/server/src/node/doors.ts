import type { Front, Log, Survey } from '@menagerie/server';
import { type PageOptions, servePages } from './admin.ts';
import { closed, listenForClients, listenForSecureClients, portOf } from './client-port.ts';
import type { Closing } from './closing.ts';
import type { ServerOptions } from './options.ts';

/** The ports of a server for clients and operators, and which they are once they are open. */
export class Doors {
  /** -1 where there is none. */
  clientPort = -1;
  /** Null where there are none. */
  securePort: number | null = null;
  adminPort: number | null = null;
  metricsPort: number | null = null;

  /** @throws what `listen` says of a port for clients; those for operators are done without */
  async open(
    options: ServerOptions,
    front: Front,
    survey: Survey,
    log: Log,
    closing: Closing,
  ): Promise<void> {
    const { host = '127.0.0.1', clientPort = 2181, backlog = null, secure = null } = options;
    if (clientPort !== null) {
      const clients = await listenForClients(host, clientPort, front, backlog);
      closing.add(() => closed(clients));
      this.clientPort = portOf(clients);
    }
    if (secure !== null) {
      const clients = await listenForSecureClients(host, secure, front, log, backlog);
      closing.add(() => closed(clients));
      this.securePort = portOf(clients);
    }
    const { admin = null, metrics = null } = options;
    this.adminPort = await openPages(admin, survey, log, closing);
    this.metricsPort = await openPages(metrics, survey, log, closing);
  }
}

async function openPages(
  options: PageOptions | null,
  survey: Survey,
  log: Log,
  closing: Closing,
): Promise<number | null> {
  const pages = options === null ? null : await servePages(options, survey, log);
  if (pages === null) return null;
  closing.add(() => pages.close());
  return pages.port;
}
