import type { Client, ClientOptions } from '@menagerie/client';

/** Servers to test against, of whatever kind. */
export interface Backend {
  readonly title: string;
  /** Starts servers; they answer now, or from some moment after. */
  start(count: number, options?: StartOptions): Promise<Started>;
  /** A client that ends with the test. */
  open(servers: readonly Listening[], options?: ClientOptions): Promise<Client>;
  /** What stands between clients and a server, and ends with the test. */
  before(server: Listening): Promise<Obstacle>;
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

/** Stands before a server, and does what networks do; each of it is done when it resolves. */
export interface Obstacle extends Listening {
  /** Closes all connections: without a word, or with a reset. */
  cut(how?: 'end' | 'reset'): Promise<void>;
  /** Whether new connections are taken. */
  accept(accepts: boolean): Promise<void>;
  /**
   * Loses what clients send from now on, or what servers answer, until {@link pass}; but so many
   * chunks are spared before.
   */
  lose(direction: 'requests' | 'answers', spared?: number): Promise<void>;
  /** Keeps everything back, in both directions, until {@link pass}. */
  hold(): Promise<void>;
  /** Everything passes again, and first what was kept back. */
  pass(): Promise<void>;
}

/**
 * Ends the connections on which something is lost; on the next ones everything passes. What was on its
 * way is lost for certain, as it would not be if it first passed again.
 */
export async function renew(obstacle: Obstacle): Promise<void> {
  await obstacle.accept(false);
  await obstacle.cut();
  await obstacle.pass();
  await obstacle.accept(true);
}

/** Servers that were started. */
export interface Started {
  readonly servers: readonly Listening[];
  close(): Promise<void>;
}
