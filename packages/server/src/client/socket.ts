import type { Identity } from '@menagerie/znode';

/** The server's end of a client's connection. */
export interface ClientSocket {
  /** Where it comes from: an address without the port. */
  readonly address: string;
  readonly port: number;
  /** Whether it is encrypted. */
  readonly secure?: boolean;
  /** Who its other end has proved to be. */
  readonly identities?: readonly Identity[];
  /** The bytes are copied, or written before it returns. */
  write(bytes: Uint8Array): void;
  /** Bytes that the other end has not taken yet; when they are gone, `Connection.goOn` is called. */
  unsent?(): number;
  /** Reads nothing more, until {@link resume}. */
  pause?(): void;
  resume?(): void;
  /** Closes when all is written. */
  end(): void;
}
