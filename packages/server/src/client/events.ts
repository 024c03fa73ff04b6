import type { KnownRequest } from '@menagerie/jute';
import type { Applied, Change, OverQuota } from '@menagerie/znode';
import type { Connection } from './connection.ts';
import type { Unreadable } from './unreadable.ts';

/**
 * Why a connection got no session.
 *
 * - `not-serving`: the server knows no leader, or lost it meanwhile.
 * - `ahead`: the client has seen more than this server has.
 * - `expired`: the session that it had is over.
 * - `password`: it is not whose session it wants.
 * - `too-many`: there are as many connections from its address as there may be.
 * - `silent`: it said nothing that opens a session.
 */
export type Refusal = 'not-serving' | 'ahead' | 'expired' | 'password' | 'too-many' | 'silent';

/** What happens between a server and its clients, for logs and counts. */
export type FrontEvent =
  | { readonly type: 'opened'; readonly connection: Connection; readonly resumed: boolean }
  | {
      readonly type: 'refused';
      readonly connection: Connection;
      /** That it wanted to take up again; 0 for a new one. */
      readonly session: bigint;
      readonly reason: Refusal;
    }
  /** What came is no frame or no request, and so the connection is closed. */
  | { readonly type: 'unreadable'; readonly connection: Connection; readonly why: Unreadable }
  | { readonly type: 'closed'; readonly connection: Connection }
  | {
      readonly type: 'auth-failed';
      readonly connection: Connection;
      readonly scheme: string;
      readonly reason: string;
    }
  /** A session is over, on whichever server it was, and its ephemerals with it. */
  | {
      readonly type: 'ended';
      readonly session: bigint;
      readonly expired: boolean;
      readonly changes: readonly Change[];
    }
  /** A write went over a soft limit: it is taken all the same. */
  | { readonly type: 'over-quota'; readonly over: OverQuota }
  /** A client's write was applied, or was refused by the tree. */
  | {
      readonly type: 'wrote';
      readonly connection: Connection;
      readonly request: KnownRequest;
      readonly applied: Applied;
    };
