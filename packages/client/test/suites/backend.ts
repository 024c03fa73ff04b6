/** Servers to test against, of whatever kind. */
export interface Backend {
  readonly title: string;
  /** Starts servers that end with the test; they answer from some moment after. */
  start(count: number, options?: { readonly tickMs?: number }): Promise<readonly Listening[]>;
}

/** Where clients reach a server. */
export interface Listening {
  readonly clientPort: number;
}
