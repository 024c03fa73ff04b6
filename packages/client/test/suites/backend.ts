import type { Client, ClientOptions } from '@menagerie/client';

/** Servers to test against, of whatever kind. */
export interface Backend {
  readonly title: string;
  /** Starts servers; they answer now, or from some moment after. */
  start(count: number, options?: { readonly tickMs?: number }): Promise<Started>;
  /** A client that ends with the test. */
  open(servers: readonly Listening[], options?: ClientOptions): Promise<Client>;
}

/** Where clients reach a server. */
export interface Listening {
  readonly clientPort: number;
}

/** Servers that were started. */
export interface Started {
  readonly servers: readonly Listening[];
  close(): Promise<void>;
}
