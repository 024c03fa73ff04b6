import type { KnownRequest } from '@menagerie/jute';
import type { Applied, Tree, Watches } from '@menagerie/znode';
import type { Unsigned } from '../member/proposal.ts';
import type { Settle } from '../member/waiting.ts';
import type { Registry } from './authentication.ts';
import type { Connection } from './connection.ts';

/** What answering requests takes. */
export interface Office extends Registry {
  readonly tree: Tree;
  readonly watches: Watches;
  /** Of what is applied here. */
  readonly zxid: bigint;
  /** A write was applied, or was refused by the tree. */
  wrote(connection: Connection, request: KnownRequest, applied: Applied): void;
  /** Whether the server takes writes now. */
  readonly canWrite: boolean;
  submit(asked: Unsigned, settle: Settle): void;
  /** Calls once what a client planned for the ensemble is in force, or is given up. */
  awaitPlan(plan: bigint, done: (applied: Applied) => void): void;
}
