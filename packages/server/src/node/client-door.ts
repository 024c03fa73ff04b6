import type { Log } from '@menagerie/server';
import type { Listening } from './world.ts';

/** Where clients are taken. */
export interface ClientAddress {
  readonly host: string;
  readonly port: number;
}

/** The port of a server for clients, which may be another one while it runs. */
export class ClientDoor {
  readonly #listen: (at: ClientAddress) => Promise<Listening>;
  readonly #log: Log;
  #open: Listening;
  #at: ClientAddress;
  /** Those that were left: each closes once its last client has gone. */
  readonly #left: Promise<void>[] = [];
  #moving: Promise<void> = Promise.resolve();

  private constructor(
    listen: (at: ClientAddress) => Promise<Listening>,
    log: Log,
    at: ClientAddress,
    open: Listening,
  ) {
    this.#listen = listen;
    this.#log = log;
    this.#at = at;
    this.#open = open;
  }

  /** @throws what `listen` says of the port */
  static async open(
    listen: (at: ClientAddress) => Promise<Listening>,
    at: ClientAddress,
    log: Log,
  ): Promise<ClientDoor> {
    return new ClientDoor(listen, log, at, await listen(at));
  }

  get port(): number {
    return this.#open.port;
  }

  /**
   * Takes clients elsewhere from now on, one move after the other; whoever is connected stays. Where
   * the new port is not to be had clients are taken where they were, and the log says so.
   */
  move(to: ClientAddress): void {
    this.#moving = this.#moving.then(() => this.#move(to));
  }

  async close(): Promise<void> {
    await this.#moving;
    await Promise.all([...this.#left, this.#open.close()]);
  }

  async #move(to: ClientAddress): Promise<void> {
    const from = this.#at;
    if (to.host === from.host && to.port === from.port) return;
    try {
      // One port is not to be had twice, be it of all addresses and of one.
      if (to.port === this.#open.port) this.#left.push(this.#open.close());
      const opened = await this.#listen(to);
      if (to.port !== this.#open.port) this.#left.push(this.#open.close());
      this.#open = opened;
      this.#at = to;
      this.#log.info({ ...to }, 'clients are taken at another port from now on');
    } catch (err) {
      this.#log.error(
        { ...to, err },
        'the new port is not to be had: clients are taken at the old',
      );
      if (to.port === this.#open.port) await this.#back(from);
    }
  }

  /** To the port that was left before the new one was there; it may be gone to somebody else. */
  async #back(to: ClientAddress): Promise<void> {
    try {
      this.#open = await this.#listen(to);
    } catch (err) {
      this.#open = NOWHERE;
      this.#at = { host: to.host, port: NOWHERE.port };
      this.#log.error(
        { ...to, err },
        'nor is the old port: no client is taken until the configuration names another or the server starts again',
      );
    }
  }
}

const NOWHERE: Listening = { port: -1, close: () => Promise.resolve() };
