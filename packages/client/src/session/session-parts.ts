import type { ClientMetrics } from '../metrics.ts';
import type { Transport } from '../transport.ts';
import type { World } from '../world.ts';
import type { ReconnectOptions } from './dialer.ts';
import type { SaslUser } from './login.ts';
import type { SessionTicket } from './state.ts';

/** What a session is made of. */
export interface SessionParts {
  readonly world: World;
  readonly transport: Transport;
  readonly servers: readonly string[];
  /** Wished for, in milliseconds. */
  readonly timeoutMs: number;
  /** Whether a server that only reads is better than none. */
  readonly readOnly: boolean;
  /** A session to go on with; `null` for a new one. */
  readonly ticket: SessionTicket | null;
  /** Who logs in on every connection; `null` for nobody. */
  readonly sasl: SaslUser | null;
  readonly reconnect: ReconnectOptions;
  readonly maxRequestBytes: number;
  readonly maxAnswerBytes: number;
  readonly metrics: ClientMetrics;
}
