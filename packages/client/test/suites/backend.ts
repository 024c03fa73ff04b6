import type { Client, ClientOptions } from '@menagerie/client';

/** Servers to test against, of whatever kind. */
export interface Backend {
  readonly title: string;
  /** Starts servers; they answer now, or from some moment after. */
  start(count: number, options?: StartOptions): Promise<Started>;
  /** A client that ends with the test. */
  open(servers: readonly Listening[], options?: ClientOptions): Promise<Client>;
}

/** What tests ask of servers. */
export interface StartOptions {
  /** @default 2000 */
  readonly tickMs?: number;
  /** Who may log in by SASL, with the password. @default nobody */
  readonly users?: Readonly<Record<string, string>>;
  /** Whether one has to. @default false */
  readonly requiresSasl?: boolean;
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
