import type { Happening, ServerId, Violation, WorldView } from '@menagerie/contract';
import { lastIndex } from '../log.ts';
import type { RaftRecord, RaftShape } from '../messages.ts';
import type { Entry, Leader, RaftState } from '../types.ts';

export type RaftHappening = Happening<RaftShape>;
export type RaftWorld = WorldView<RaftShape>;

/** The state of the server that a step or a recovery was about, just after it. */
export function actor(happening: RaftHappening, world: RaftWorld): RaftState | null {
  if (happening.type !== 'step' && happening.type !== 'recover') return null;
  return world.servers[happening.server]?.state ?? null;
}

/** The records that a step wrote. */
export function recordsOf(happening: RaftHappening): readonly RaftRecord[] {
  if (happening.type !== 'step' && happening.type !== 'recover') return [];
  let found: readonly RaftRecord[] = [];
  for (const effect of happening.effects) {
    if (effect.type !== 'persist') continue;
    found = found.length === 0 ? effect.records : [...found, ...effect.records];
  }
  return found;
}

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

/** A violation in one call. */
export function violated(
  property: string,
  clause: string,
  servers: readonly ServerId[],
  values: Readonly<Record<string, string | number>>,
  sentence: string,
): Violation {
  return { property, clause, servers, values, sentence };
}
