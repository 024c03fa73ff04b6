import {
  majority,
  most,
  type QuorumSystem,
  type ServerId,
  serversOf,
  weighted,
} from '@menagerie/contract';

/** What voters count, by their places, where not all count alike. */
export interface VotingPower {
  /** One for each place; 0 for whoever does not vote, and for voters that count for nothing. */
  readonly weights: readonly number[];
  /**
   * Each voter is in one of them, and each has some weight. A quorum has more than half of the groups,
   * each by more than half of its weight.
   */
  readonly groups: readonly (readonly ServerId[])[];
}

/** Which sets of voters decide. @param power `null` where all count alike */
export function quorumsAmong(voters: readonly ServerId[], power: VotingPower | null): QuorumSystem {
  if (power === null) return majority(serversOf(...voters));
  const groups = power.groups.map((group) =>
    weighted(power.weights.map((weight, at) => (group.includes(at) ? weight : 0))),
  );
  const [only] = groups;
  return only !== undefined && groups.length === 1 ? only : most(...groups);
}

/** Whether two systems, of those that servers are started with, are one. */
export function sameQuorums(one: QuorumSystem, other: QuorumSystem): boolean {
  switch (one.type) {
    case 'majority':
      return other.type === 'majority' && one.members === other.members;
    case 'weighted':
      return (
        other.type === 'weighted' &&
        one.weights.length === other.weights.length &&
        one.weights.every((weight, at) => weight === other.weights[at])
      );
    case 'most':
      return (
        other.type === 'most' &&
        one.parts.length === other.parts.length &&
        one.parts.every((part, at) => {
          const theirs = other.parts[at];
          return theirs !== undefined && sameQuorums(part, theirs);
        })
      );
    case 'joint':
    case 'flexible':
    case 'grid':
      return false;
  }
}
