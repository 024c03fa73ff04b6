import { ContractError } from '../errors.ts';
import { isQuorum } from './decide.ts';
import { idsOf, membersOf, type Phase, type QuorumSystem, type ServerSet } from './system.ts';

/** Two quorums that do not meet. */
export interface DisjointQuorums {
  readonly read: ServerSet;
  readonly write: ServerSet;
}

/**
 * Looks at every read quorum: a write quorum among the other servers would be disjoint from it.
 * O(2^members) calls of {@link isQuorum}; meant for up to about 16 members.
 *
 * @returns a counterexample, or `null` when every read quorum meets every write quorum
 */
export function findDisjointQuorums(system: QuorumSystem): DisjointQuorums | null {
  const members = membersOf(system);
  for (const read of minimalQuorums(system, 'read')) {
    const others = members & ~read;
    if (isQuorum(system, 'write', others)) return { read, write: others };
  }
  return null;
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
