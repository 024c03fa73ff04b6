/** Servers to test against, of whatever kind. */
export interface Backend {
  readonly title: string;
  /** Starts servers; they answer now, or from some moment after. */
  start(count: number, options?: { readonly tickMs?: number }): Promise<Started>;
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
