import type { Connection } from './connection.ts';
import { Dialer } from './dialer.ts';
import type { SessionParts } from './session-parts.ts';

/** Between rounds over all servers: as in Java's client. */
const PAUSES = { firstPauseMs: 100, maxPauseMs: 60_000 };

/**
 * Looks for a server that writes, for a session whose server only reads.
 *
 * Java's client asks by the word `isro`. A handshake tells the same, since a server that only reads
 * closes on whoever asks for more; it needs no word that servers may have switched off, passes through
 * gateways for browsers, and ends with the connection that was sought.
 */
export class Seeker {
  readonly #dialer: Dialer;
  readonly #open: (address: string, round: Dialer) => Connection;
  #attempt: Connection | null = null;

  /** @param open opens a connection that asks for a session of its own, and for writes */
  constructor(
    { world, transport }: Pick<SessionParts, 'world' | 'transport'>,
    servers: readonly string[],
    open: (address: string, round: Dialer) => Connection,
  ) {
    this.#dialer = new Dialer(world, transport, servers, PAUSES);
    this.#open = open;
  }

  /** Tries the next server. */
  next(): void {
    this.#dialer.next(
      (address) => {
        this.#attempt = this.#open(address, this.#dialer);
      },
      // A server is reached at present: that others have no address is no trouble yet.
      () => {},
    );
  }

  /** A connection has ended without a welcome. */
  ended(connection: Connection): void {
    if (this.#attempt === connection) this.next();
  }

  /** Other servers to try, from the next attempt on. */
  replace(servers: readonly string[]): void {
    this.#dialer.replace(servers);
  }

  /** Ends the search, and the attempt that is under way unless it is the one that led somewhere. */
  stop(found: Connection | null = null): void {
    this.#dialer.stop();
    if (this.#attempt !== found) this.#attempt?.drop();
    this.#attempt = null;
  }
}
