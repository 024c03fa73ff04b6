import type { Front, Log, Survey } from '@menagerie/server';
import type { PageOptions, Shown } from './admin.ts';
import { type ClientAddress, ClientDoor } from './client-door.ts';
import { listenForClients, listenForSecureClients } from './client-port.ts';
import type { Closing } from './closing.ts';
import type { ServerOptions } from './options.ts';
import type { World } from './world.ts';

/** The ports of a server for clients and operators, and which they are once they are open. */
export class Doors implements Shown {
  survey: Survey | null = null;
  starting = 'starting';
  /** Null where there are none. */
  securePort: number | null = null;
  adminPort: number | null = null;
  metricsPort: number | null = null;
  #clients: ClientDoor | null = null;
  /** Whether whoever started it said at which port clients are taken. */
  #isNamed = false;

  /** -1 where there is none. */
  get clientPort(): number {
    return this.#clients?.port ?? -1;
  }

  /**
   * The ensemble's configuration says where clients find this server. One that was told to take any
   * port that is free stays there.
   */
  moveClients(to: ClientAddress): void {
    if (this.#isNamed && to.port !== 0) this.#clients?.move(to);
  }

  /** @throws what `listen` says of a port */
  async openForClients(
    world: World,
    options: ServerOptions,
    front: Front,
    log: Log,
    closing: Closing,
  ): Promise<void> {
    const { host = '127.0.0.1', clientPort = 2181, backlog = null, secure = null } = options;
    if (clientPort !== null) {
      const listen = (at: ClientAddress) => listenForClients(world, { ...at, backlog }, front);
      const clients = await ClientDoor.open(listen, { host, port: clientPort }, log);
      closing.add(() => clients.close());
      this.#clients = clients;
      this.#isNamed = clientPort !== 0;
    }
    if (secure !== null) {
      const clients = await listenForSecureClients(world, host, secure, front, log, backlog);
      closing.add(() => clients.close());
      this.securePort = clients.port;
    }
  }

  /** Pages for operators: from the first moment on, for a large disk takes long to read. */
  async openPages(options: ServerOptions, log: Log, closing: Closing): Promise<void> {
    const { admin = null, metrics = null } = options;
    this.adminPort = await openPages(admin, this, log, closing);
    this.metricsPort = await openPages(metrics, this, log, closing);
  }
}

async function openPages(
  options: PageOptions | null,
  shown: Shown,
  log: Log,
  closing: Closing,
): Promise<number | null> {
  if (options === null) return null;
  const { servePages } = await import('./admin.ts');
  const pages = await servePages(options, shown, log);
  if (pages === null) return null;
  closing.add(() => pages.close());
  return pages.port;
}
