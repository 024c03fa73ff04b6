import type { ConnectionError, KeeperError } from '../errors.ts';

/**
 * How a session stands, told apart by `type`.
 *
 * It is `connecting` until it exists; then `connected` and `suspended` in turn, and at the end either
 * `expired` or `closed`, for ever.
 */
export type SessionState =
  | { readonly type: 'connecting' }
  | {
      readonly type: 'connected';
      readonly sessionId: bigint;
      /** As the server granted it, in milliseconds. */
      readonly timeoutMs: number;
      readonly address: string;
      /**
       * Whether the server only reads. Then the session is known to it alone, owns nothing, and makes
       * way for another, behind `suspended`, as soon as the client finds a server that writes.
       */
      readonly readOnly: boolean;
    }
  /**
   * No server is reached. The session may live or not: who holds something by it does well to stop.
   * Ends after 4/3 of the timeout at the latest.
   */
  | { readonly type: 'suspended'; readonly sessionId: bigint; readonly cause: Error }
  /** Its ephemeral znodes are gone, or will be without anything that this client could do. */
  | { readonly type: 'expired'; readonly sessionId: bigint; readonly error: ConnectionError }
  /** By `close`, where `error` is `null`; or because it could not go on. */
  | { readonly type: 'closed'; readonly error: KeeperError | null };

/** What it takes to go on with a session in another client. */
export interface SessionTicket {
  readonly sessionId: bigint;
  /** 16 bytes. Whoever has them has the session. */
  readonly password: Uint8Array;
  /** The greatest zxid that the session has seen. */
  readonly zxid: bigint;
}

/** Of a client that has no session yet. */
export const NEW: SessionTicket = { sessionId: 0n, password: new Uint8Array(16), zxid: 0n };
