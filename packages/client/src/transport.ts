/** What happens to a {@link Link}. */
export interface LinkEvents {
  /** Bytes can be sent from now on. */
  opened(): void;
  /** The chunk belongs to the receiver: nobody writes into it again. */
  received(chunk: Uint8Array): void;
  /** Over, from whichever end, or never opened; nothing follows. */
  closed(cause: Error | null): void;
}

/** A way for bytes in both directions, in their order. */
export interface Link {
  /** What it keeps of the bytes it copies: they are overwritten as soon as this returns. */
  send(bytes: Uint8Array): void;
  /** Ends it, from this side. Told events may still follow; the caller ignores them. */
  close(): void;
}

/** How servers are reached: TCP, TLS, WebSocket, or a network of a test. */
export interface Transport {
  /**
   * The addresses that are behind the name of a server now. Asked again in every round over the
   * servers, so that a server that moved is found. Without it a name is an address.
   */
  readonly resolve?: (server: string) => Promise<readonly string[]>;
  /** Begins to open a link; what comes of it is told by events, never before this returns. */
  open(address: string, events: LinkEvents): Link;
}
