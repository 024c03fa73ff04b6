import type { ACL } from '@menagerie/jute';
import { isAllowed } from '../access/check.ts';
import type { Store } from '../store/store.ts';
import type { Change, Identity } from './commands.ts';
import type { Settings } from './options.ts';
import type { Rolls } from './rolls.ts';
import type { Sessions } from './sessions.ts';

/** All of the replicated state, and what it goes by. */
export interface Core {
  readonly store: Store;
  readonly rolls: Rolls;
  readonly sessions: Sessions;
  readonly settings: Settings;
}

/** One command while it is carried out. */
export interface Turn {
  readonly zxidHigh: number;
  readonly zxidLow: number;
  readonly timeHigh: number;
  readonly timeLow: number;
  readonly session: bigint;
  readonly local: boolean;
  readonly identities: readonly Identity[];
  /** What it changed so far. */
  changes: Change[];
}

/** Whether somebody has one of the permissions in a list, or needs none. */
export function mayDo(
  core: Core,
  acl: readonly ACL[],
  perms: number,
  identities: readonly Identity[],
): boolean {
  return core.settings.skipACL || isAllowed(acl, perms, identities);
}

/** Notes a change for the watches. */
export function note(
  { store }: Core,
  turn: Turn,
  type: Change['type'],
  row: number,
  parent: number,
  path: string,
): void {
  const change = { type, path, acl: store.acl(row), parentAcl: store.acl(parent) };
  // An empty list takes room for seventeen with the first, and nearly all commands change one thing.
  if (turn.changes.length === 0) turn.changes = [change];
  else turn.changes.push(change);
}
