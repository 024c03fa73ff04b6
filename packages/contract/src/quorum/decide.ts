import type { ServerId } from '../ids.ts';
import {
  has,
  idsOf,
  membersOf,
  type Phase,
  type QuorumSystem,
  type ServerSet,
  sizeOf,
} from './system.ts';

/** Whether the servers of `set` decide. */
export function isQuorum(system: QuorumSystem, phase: Phase, set: ServerSet): boolean {
  switch (system.type) {
    case 'majority':
      return 2 * sizeOf(set & system.members) > sizeOf(system.members) || system.members === 0;
    case 'weighted':
      return 2 * weightOf(system.weights, set) > weightOf(system.weights, -1);
    case 'joint':
      return system.parts.every((part) => isQuorum(part, phase, set));
    case 'most':
      return (
        2 * system.parts.filter((part) => isQuorum(part, phase, set)).length > system.parts.length
      );
    case 'flexible':
      return sizeOf(set & system.members) >= (phase === 'read' ? system.read : system.write);
    case 'grid':
      return phase === 'read'
        ? system.rows.some((row) => row.every((id) => has(set, id)))
        : columnsOf(system.rows).some((column) => column.every((id) => has(set, id)));
  }
}

export type VoteResult = 'won' | 'lost' | 'pending';

/** The state of a vote: `lost` once the servers that have not refused are no quorum any more. */
export function voteResult(
  system: QuorumSystem,
  phase: Phase,
  granted: ServerSet,
  refused: ServerSet,
): VoteResult {
  if (isQuorum(system, phase, granted)) return 'won';
  return isQuorum(system, phase, membersOf(system) & ~refused) ? 'pending' : 'lost';
}

/**
 * The largest index that a write quorum has acknowledged, each server acknowledging all indexes
 * up to its own. `Infinity` where nobody needs to be asked (a majority of no members).
 * O(members²): sets are small.
 */
export function committedIndex(
  system: QuorumSystem,
  acknowledged: (server: ServerId) => number,
): number {
  if (isQuorum(system, 'write', 0)) return Number.POSITIVE_INFINITY;
  const members = idsOf(membersOf(system));
  let best = 0;
  for (const candidate of members) {
    const index = acknowledged(candidate);
    if (index <= best) continue;
    let holders = 0;
    for (const id of members) if (acknowledged(id) >= index) holders |= 1 << id;
    if (isQuorum(system, 'write', holders)) best = index;
  }
  return best;
}

/** Total weight of the servers of a set; all of them for -1. */
function weightOf(weights: readonly number[], set: ServerSet): number {
  return weights.reduce((sum, weight, id) => (has(set, id) ? sum + weight : sum), 0);
}

function columnsOf(rows: readonly (readonly ServerId[])[]): ServerId[][] {
  const width = rows[0]?.length ?? 0;
  return Array.from({ length: width }, (_, column) =>
    rows.flatMap((row) => row.slice(column, column + 1)),
  );
}
