import { has, idsOf, majority, most, type QuorumSystem, weighted } from '@menagerie/contract';
import type { Membership } from './types.ts';

// Who votes: majorities, weights, and groups (the three verifiers of ZooKeeper, as plain data).

/** Which sets of voters decide. A weight of 0 counts nowhere. */
export function quorumsOf(membership: Omit<Membership, 'incarnations'>): QuorumSystem {
  const { voters, weights, groups } = membership;
  if (groups.length > 0) return most(...groups.map((group) => weightedOver(group, weights)));
  if (idsOf(voters).every((id) => weights[id] === 1)) return majority(voters);
  return weightedOver(voters, weights);
}

/**
 * What is wrong with a membership, in words; `null` for a good one. Good is: one weight and one
 * incarnation for each server, some weight, and groups that share no voter, leave none out, and
 * have weight each.
 */
export function membershipProblem(membership: Membership, servers: number): string | null {
  const { voters, weights, groups, incarnations } = membership;
  if (weights.length !== servers) return `there are ${weights.length} weights`;
  if (incarnations.length !== servers) return `there are ${incarnations.length} incarnations`;
  if (voters >>> 0 >= 2 ** servers) return `a voter is not among ${servers} servers`;
  if (weightOf(voters, weights) === 0) return 'no voter has any weight';
  let seen = 0;
  for (const group of groups) {
    if ((group & seen) !== 0) return 'two groups share a server';
    if (weightOf(group & voters, weights) === 0) return 'a group has no weight';
    seen |= group;
  }
  return groups.length > 0 && seen !== voters ? 'the groups are not just the voters' : null;
}

function weightedOver(set: number, weights: readonly number[]): QuorumSystem {
  return weighted(weights.map((weight, id) => (has(set, id) ? weight : 0)));
}

function weightOf(set: number, weights: readonly number[]): number {
  return idsOf(set).reduce((sum, id) => sum + (weights[id] ?? 0), 0);
}
