import type { Gathered } from '../gathered.ts';
import type { ByteStream } from '../world.ts';
import type { PeersParts } from './peers-parts.ts';

/** A connection on which the greeting is over. */
export interface Connection {
  readonly socket: ByteStream;
  /** Which run of the peer is at the other end; `null` where it does not say. */
  readonly boot: string | null;
}

/** One that was dialled, and is for sending. */
export interface Outgoing extends Connection {
  readonly gathered: Gathered;
}

/**
 * The connections to and from each peer, one of each at most. Those that lead to a run of it that is
 * over are given up, though nobody has closed them: a machine that loses its power closes nothing.
 */
export class Connections {
  readonly #parts: Pick<PeersParts, 'link' | 'left'>;
  readonly #out = new Map<number, Outgoing>();
  readonly #in = new Map<number, Connection>();

  constructor(parts: Pick<PeersParts, 'link' | 'left'>) {
    this.#parts = parts;
  }

  /** The peers that this server has a connection to. */
  get reached(): readonly number[] {
    return [...this.#out.keys()];
  }

  to(peer: number): Outgoing | null {
    return this.#out.get(peer) ?? null;
  }

  hasFrom(peer: number): boolean {
    return this.#in.has(peer);
  }

  /** A peer was dialled, and greeted. */
  dialled(peer: number, connection: Outgoing): void {
    this.#out.set(peer, connection);
    if (isOlder(this.#in.get(peer), connection)) this.#endIn(peer);
  }

  /** A peer has dialled. */
  came(peer: number, connection: Connection): void {
    if (isOlder(this.#out.get(peer), connection)) this.#endOut(peer);
    // It has given up the one that it had, whether or not that was heard here.
    this.#endIn(peer);
    this.#in.set(peer, connection);
  }

  /** A socket is closed. @returns whether that is news */
  closed(peer: number, socket: ByteStream): boolean {
    const isOut = this.#out.get(peer)?.socket === socket;
    const isIn = this.#in.get(peer)?.socket === socket;
    if (isOut) this.#endOut(peer);
    if (isIn) this.#endIn(peer);
    return isOut || isIn;
  }

  /** Nothing is sent to the peer any more, until it is dialled again. */
  #endOut(peer: number): void {
    const connection = this.#out.get(peer);
    if (connection === undefined) return;
    this.#out.delete(peer);
    connection.socket.destroy();
    this.#parts.link(peer, false);
  }

  /** Nothing comes from the peer any more, until it dials again. */
  #endIn(peer: number): void {
    const connection = this.#in.get(peer);
    if (connection === undefined) return;
    this.#in.delete(peer);
    connection.socket.destroy();
    this.#parts.link(peer, false);
    this.#parts.left(peer);
  }
}

/** Whether a connection is to another run of a peer than one that was made just now. */
function isOlder(connection: Connection | undefined, { boot }: Connection): boolean {
  const was = connection?.boot ?? null;
  return was !== null && boot !== null && was !== boot;
}
