/** The server's end of a client's connection. */
export interface ClientSocket {
  /** Where it comes from: an address without the port. */
  readonly address: string;
  readonly port: number;
  /** The bytes are copied, or written before it returns. */
  write(bytes: Uint8Array): void;
  /** Closes when all is written. */
  end(): void;
}
