import { ContractError } from '../errors.ts';
import { isQuorum } from './decide.ts';
import {
  idsOf,
  membersOf,
  type Phase,
  type QuorumSystem,
  type ServerSet,
  serversOf,
} from './system.ts';

/** Two quorums that do not meet. */
export interface DisjointQuorums {
  readonly read: ServerSet;
  readonly write: ServerSet;
}

/**
 * A write quorum among the servers that are not in a read quorum would be disjoint from it. Systems
 * made of others (`joint`, `most`) are looked at quorum by quorum, in O(2^members) calls of
 * {@link isQuorum}: meant for up to about 16 members. For the simple ones a few quorums say it all.
 *
 * @returns a counterexample, or `null` when every read quorum meets every write quorum
 */
export function findDisjointQuorums(system: QuorumSystem): DisjointQuorums | null {
  const members = membersOf(system);
  for (const read of tellingReadQuorums(system)) {
    const others = members & ~read;
    if (isQuorum(system, 'write', others)) return { read, write: others };
  }
  return null;
}

/** Read quorums of which one misses a write quorum, if any read quorum does. */
function tellingReadQuorums(system: QuorumSystem): readonly ServerSet[] {
  switch (system.type) {
    case 'majority':
      // Two sets that both are more than half of the same members have one in common.
      return system.members === 0 ? [0] : [];
    case 'weighted':
      return [];
    case 'flexible': {
      // Only the sizes matter: one set of that size is as good as another.
      const ids = idsOf(system.members);
      return system.read > ids.length ? [] : [serversOf(...ids.slice(0, system.read))];
    }
    case 'grid':
      return system.rows.map((row) => serversOf(...row));
    case 'joint':
    case 'most':
      return minimalQuorums(system, 'read');
  }
}

/** The quorums none of whose proper subsets is one, ascending as masks. O(2^members). */
export function minimalQuorums(system: QuorumSystem, phase: Phase): ServerSet[] {
  const members = idsOf(membersOf(system));
  const minimal: ServerSet[] = [];
  for (let picks = 0; picks < 2 ** members.length; picks += 1) {
    const set = members.reduce((mask, id, i) => ((picks >>> i) & 1 ? mask | (1 << id) : mask), 0);
    if (isQuorum(system, phase, set) && isMinimal(system, phase, set)) minimal.push(set);
  }
  return minimal;
}

/** @throws ContractError `invalid-quorum` for a system without quorums or with disjoint ones */
export function checkQuorumSystem(system: QuorumSystem): void {
  const all = membersOf(system);
  for (const phase of ['read', 'write'] as const) {
    if (!isQuorum(system, phase, all)) {
      throw new ContractError('invalid-quorum', system.type, `has no ${phase} quorum`);
    }
  }
  const disjoint = findDisjointQuorums(system);
  if (disjoint !== null) {
    throw new ContractError(
      'invalid-quorum',
      system.type,
      `the read quorum {${idsOf(disjoint.read).join(', ')}} does not meet the write quorum ` +
        `{${idsOf(disjoint.write).join(', ')}}; make every pair meet`,
    );
  }
}

function isMinimal(system: QuorumSystem, phase: Phase, set: ServerSet): boolean {
  return idsOf(set).every((id) => !isQuorum(system, phase, set & ~(1 << id)));
}
