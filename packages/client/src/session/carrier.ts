import type { ConnectResponse, JuteError, JuteReader } from '@menagerie/jute';
import type { Connection } from './connection.ts';
import { Dialer } from './dialer.ts';
import { openConnection } from './open-connection.ts';
import { Seeker } from './seeker.ts';
import type { SessionParts } from './session-parts.ts';
import type { SessionTicket } from './state.ts';

/** What a {@link Carrier} asks, and what it tells. */
export interface CarrierEvents {
  /** What the next connection is to go on with. */
  wish(): { readonly ticket: SessionTicket; readonly timeoutMs: number };
  /** A server has answered to a wish for the session with that id, or for a new one by 0. */
  welcomed(connection: Connection, asked: bigint, response: ConnectResponse): void;
  frame(frame: Uint8Array, xid: number, reader: JuteReader): void;
  tooLong(error: JuteError): void;
  /** What left at that time has reached the server. */
  touched(sentAt: number): void;
  /** A server was not reached, or is reached no more; its address is empty where there was none. */
  failed(address: string, cause: Error): void;
  /** The connection is gone. Whether there is to be another. */
  left(cause: Error): boolean;
}

/**
 * The connections that carry a session, one after the other; and beside one to a server that only reads,
 * those by which one that writes is looked for.
 */
export class Carrier {
  readonly #parts: SessionParts;
  readonly #events: CarrierEvents;
  readonly #dialer: Dialer;
  #connection: Connection | null = null;
  /** While the server only reads. */
  #seeker: Seeker | null = null;

  constructor(parts: SessionParts, events: CarrierEvents) {
    const { world, transport, servers, reconnect } = parts;
    this.#parts = parts;
    this.#events = events;
    this.#dialer = new Dialer(world, transport, servers, reconnect);
  }

  /** The one at present, welcomed or not. */
  get connection(): Connection | null {
    return this.#connection;
  }

  get servers(): readonly string[] {
    return this.#dialer.servers;
  }

  /** Other servers to try, from the next attempt on; the present connection stays. */
  replaceServers(servers: readonly string[]): void {
    this.#dialer.replace(servers);
    this.#seeker?.replace(servers);
  }

  /** Tries the next server. */
  dial(): void {
    this.#dialer.next(
      (address) => {
        this.#connection = this.#open(address, this.#dialer, this.#parts.readOnly);
      },
      (cause) => this.#events.failed('', cause),
    );
  }

  /** Looks for a server that writes. */
  seek(): void {
    const open = (to: string, round: Dialer): Connection => this.#open(to, round, false);
    this.#seeker = new Seeker(this.#parts, this.servers, open);
    this.#seeker.next();
  }

  /** Looks no further. */
  settle(): void {
    this.#seeker?.stop();
  }

  /** For good. */
  stop(): void {
    this.#dialer.stop();
    this.#seeker?.stop();
    this.#connection?.drop();
    this.#connection = null;
  }

  #open(address: string, { addresses }: Dialer, readOnly: boolean): Connection {
    const events = this.#events;
    const { ticket, timeoutMs } = events.wish();
    // Each address of a round may take its part.
    const patienceMs = timeoutMs / addresses;
    const connection: Connection = openConnection(
      this.#parts,
      { address, patienceMs, ticket, readOnly },
      {
        welcomed: (response) => {
          if (connection !== this.#connection && !this.#moveTo(connection)) return;
          events.welcomed(connection, ticket.sessionId, response);
        },
        frame: (frame, xid) => events.frame(frame, xid, connection.reader),
        touched: (sentAt) => events.touched(sentAt),
        tooLong: (cause) => events.tooLong(cause),
        ended: (cause) => this.#ended(connection, cause),
      },
    );
    return connection;
  }

  /** From a server that only reads to one that was found. Whether anybody still wants to. */
  #moveTo(connection: Connection): boolean {
    this.#connection?.drop();
    this.#connection = connection;
    return this.#leave(new Error(`${connection.address} writes as well: the session moves there`));
  }

  #ended(connection: Connection, cause: Error): void {
    if (this.#connection !== connection) return this.#seeker?.ended(connection);
    this.#connection = null;
    this.#dialer.ended(this.#parts.world.now() - connection.openedAt);
    this.#events.failed(connection.address, cause);
    if (this.#leave(cause)) this.dial();
  }

  #leave(cause: Error): boolean {
    this.#seeker?.stop(this.#connection);
    this.#seeker = null;
    return this.#events.left(cause);
  }
}
