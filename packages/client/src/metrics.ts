import type { OperationName } from '@menagerie/jute';
import type { KeeperErrorCode } from './errors.ts';
import type { SessionState } from './session/state.ts';
import type { ChangeType } from './session/watches.ts';

/**
 * What a client tells while it works, for counters and histograms. Each is called in the middle of
 * things: it must be quick and must not throw.
 */
export interface ClientMetrics {
  /** A request is on its way: for the first time, or again on another connection. */
  requested?(operation: OperationName, bytes: number): void;
  /** A request is done, so many milliseconds after it was last sent; `null` where it succeeded. */
  answered?(operation: OperationName, ms: number, code: KeeperErrorCode | null): void;
  /** A ping was answered. */
  pinged?(ms: number): void;
  /** An event of a watch came, before it is given to whoever watches. */
  notified?(change: ChangeType): void;
  /** The session is in another state. */
  stateChanged?(state: SessionState): void;
  /** An attempt to reach a server has failed, or a connection has ended by itself. */
  connectionFailed?(address: string, cause: Error): void;
}
