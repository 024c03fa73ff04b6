import { connect, createServer, type Server, type Socket } from 'node:net';
import { onTestFinished } from 'vitest';

/** What becomes of the bytes of a direction: passed on, kept back, or thrown away. */
type Way = 'open' | 'held' | 'lost';

/** Stands between clients and a server, and does what networks do. */
export class FaultProxy {
  readonly clientPort: number;
  readonly #server: Server;
  readonly #pairs = new Set<{ readonly client: Socket; readonly target: Socket }>();
  readonly #stranded = new Set<Socket>();
  readonly #held: (() => void)[] = [];
  #accepts = true;
  #toServer: Way = 'open';
  #toClient: Way = 'open';
  /** Chunks that pass before any is lost. */
  #spared = 0;

  private constructor(server: Server, clientPort: number) {
    this.#server = server;
    this.clientPort = clientPort;
  }

  /** In front of a port; ends with the test. */
  static async before(target: number): Promise<FaultProxy> {
    const proxy = await FaultProxy.open(target);
    onTestFinished(() => proxy.close());
    return proxy;
  }

  /** In front of a port, until {@link close}. */
  static async open(target: number): Promise<FaultProxy> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    const proxy = new FaultProxy(server, port);
    server.on('connection', (client) => proxy.#accept(client, target));
    return proxy;
  }

  /** Closes all connections: without a word, or with a reset. */
  cut(how: 'end' | 'reset' = 'end'): void {
    for (const { client, target } of this.#pairs) {
      if (how === 'reset') client.resetAndDestroy();
      else client.destroy();
      target.destroy();
    }
  }

  /**
   * All connections lead nowhere from now on, and nobody hears of it: as where a machine has lost its
   * power. New ones pass.
   */
  strand(): void {
    for (const { client, target } of this.#pairs) {
      for (const socket of [client, target]) {
        socket.removeAllListeners();
        socket.on('error', () => {});
        socket.resume();
        this.#stranded.add(socket);
      }
    }
    this.#pairs.clear();
  }

  /** Whether new connections are taken. */
  accept(accepts: boolean): void {
    this.#accepts = accepts;
  }

  /**
   * Loses what clients send from now on, or what servers answer, until {@link pass}.
   *
   * @param spared so many chunks pass before
   */
  lose(direction: 'requests' | 'answers', spared = 0): void {
    this.#spared = spared;
    if (direction === 'requests') this.#toServer = 'lost';
    else this.#toClient = 'lost';
  }

  /** Keeps everything back, in both directions, until {@link pass}. */
  hold(): void {
    this.#toServer = 'held';
    this.#toClient = 'held';
  }

  /** Everything passes again, and first what was kept back. */
  pass(): void {
    this.#toServer = 'open';
    this.#toClient = 'open';
    for (const send of this.#held.splice(0)) send();
  }

  async close(): Promise<void> {
    this.cut();
    for (const socket of this.#stranded) socket.destroy();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #accept(client: Socket, port: number): void {
    if (!this.#accepts) {
      client.destroy();
      return;
    }
    const target = connect({ port, host: '127.0.0.1', noDelay: true });
    const pair = { client, target };
    this.#pairs.add(pair);
    const over = (): void => {
      this.#pairs.delete(pair);
      client.destroy();
      target.destroy();
    };
    for (const socket of [client, target]) {
      socket.on('error', over);
      socket.on('close', over);
    }
    client.setNoDelay(true);
    client.on('data', (chunk) => this.#carry(this.#toServer, target, chunk));
    target.on('data', (chunk) => this.#carry(this.#toClient, client, chunk));
  }

  #carry(way: Way, to: Socket, chunk: Uint8Array): void {
    if (way === 'open') to.write(chunk);
    else if (way === 'held') this.#held.push(() => to.write(chunk));
    else if (this.#spared > 0) {
      this.#spared -= 1;
      to.write(chunk);
    }
  }
}
