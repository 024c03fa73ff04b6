import type { Happening, WorldView } from '@menagerie/contract';
import { lastIndex } from '../log.ts';
import type { RaftRecord, RaftShape } from '../messages.ts';
import type { Entry, Leader, RaftState } from '../types.ts';

export type RaftHappening = Happening<RaftShape>;
export type RaftWorld = WorldView<RaftShape>;

/** How many entries at the end of the log are new with this step, after any truncation. */
export function countAppended(records: readonly RaftRecord[]): number {
  let count = 0;
  for (const record of records) if (record.type === 'append') count += record.entries.length;
  return count;
}

export function leaderOf(state: RaftState): Leader | null {
  return state.role.type === 'leader' ? state.role : null;
}

/** Whether two entries are the same; a shared one is so at a glance. */
export function sameEntry(a: Entry, b: Entry): boolean {
  if (a === b) return true;
  if (a.type !== b.type || a.term !== b.term) return false;
  if (a.type === 'data' && b.type === 'data') {
    return a.data.length === b.data.length && a.data.every((byte, i) => byte === b.data[i]);
  }
  return true;
}

export function indexOfLast(state: RaftState): number {
  return lastIndex(state.persistent);
}
