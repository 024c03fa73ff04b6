import { ContractError } from '../errors.ts';
import type { ServerId } from '../ids.ts';

/** A set of servers as a bit mask: bit i stands for server i. */
export type ServerSet = number;

/**
 * Which sets of servers may decide, as a plain value. `read` quorums learn the past (elections,
 * Paxos phase 1), `write` quorums make something chosen (commits, phase 2). Safety rests on one
 * thing: every read quorum meets every write quorum.
 */
export type QuorumSystem =
  /** More than half of the members. With no members every set is a quorum (an empty half of a joint system). */
  | { readonly type: 'majority'; readonly members: ServerSet }
  /** More than half of the total weight; a weight of 0 makes a server count for nothing. */
  | { readonly type: 'weighted'; readonly weights: readonly number[] }
  /** A quorum of every part at once (Raft §6, joint consensus). */
  | { readonly type: 'joint'; readonly parts: readonly QuorumSystem[] }
  /** A quorum of more than half of the parts (hierarchical quorums: the parts are groups). */
  | { readonly type: 'most'; readonly parts: readonly QuorumSystem[] }
  /** Any `read` members to read, any `write` members to write (Howard et al., Flexible Paxos, 2016). */
  | {
      readonly type: 'flexible';
      readonly members: ServerSet;
      readonly read: number;
      readonly write: number;
    }
  /** A full row to read, a full column to write (Howard et al., §5: grid quorums). */
  | { readonly type: 'grid'; readonly rows: readonly (readonly ServerId[])[] };

/** What a quorum is asked for. */
export type Phase = 'read' | 'write';

export function majority(members: ServerSet): QuorumSystem {
  return { type: 'majority', members };
}

export function weighted(weights: readonly number[]): QuorumSystem {
  return { type: 'weighted', weights };
}

export function joint(...parts: readonly QuorumSystem[]): QuorumSystem {
  return { type: 'joint', parts };
}

export function most(...parts: readonly QuorumSystem[]): QuorumSystem {
  return { type: 'most', parts };
}

export function flexible(members: ServerSet, read: number, write: number): QuorumSystem {
  return { type: 'flexible', members, read, write };
}

export function grid(rows: readonly (readonly ServerId[])[]): QuorumSystem {
  return { type: 'grid', rows };
}

/** The set of the given servers. @throws ContractError `invalid-quorum` for an id outside 0 to 30 */
export function serversOf(...ids: readonly ServerId[]): ServerSet {
  let set = 0;
  for (const id of ids) {
    if (!Number.isInteger(id) || id < 0 || id > 30) {
      throw new ContractError('invalid-quorum', '', `server ${id} is not one of 0 to 30`);
    }
    set |= 1 << id;
  }
  return set;
}

/** The servers of a set, ascending. */
export function idsOf(set: ServerSet): ServerId[] {
  const ids: ServerId[] = [];
  for (let rest = set; rest !== 0; rest &= rest - 1) ids.push(31 - Math.clz32(rest & -rest));
  return ids;
}

/** How many servers a set has. */
export function sizeOf(set: ServerSet): number {
  let count = 0;
  for (let rest = set; rest !== 0; rest &= rest - 1) count += 1;
  return count;
}

export function has(set: ServerSet, id: ServerId): boolean {
  return (set & (1 << id)) !== 0;
}

/** Every server that can matter to the system. */
export function membersOf(system: QuorumSystem): ServerSet {
  switch (system.type) {
    case 'majority':
    case 'flexible':
      return system.members;
    case 'weighted':
      return system.weights.reduce((set, weight, id) => (weight > 0 ? set | (1 << id) : set), 0);
    case 'joint':
    case 'most':
      return system.parts.reduce((set, part) => set | membersOf(part), 0);
    case 'grid':
      return serversOf(...system.rows.flat());
  }
}
