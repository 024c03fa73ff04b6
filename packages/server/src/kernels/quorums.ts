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

/** What is left of it where only some of the voters vote. */
export function powerAmong(voters: readonly ServerId[], power: VotingPower): VotingPower {
  const weights = power.weights.map((weight, at) => (voters.includes(at) ? weight : 0));
  return { weights, groups: weighingGroups(power.groups, voters, weights) };
}

/**
 * Groups of voters that weigh something. ZooKeeper leaves out those that weigh nothing; who weighs
 * nothing counts for nothing in any, and so goes into the first.
 */
export function weighingGroups(
  groups: readonly (readonly ServerId[])[],
  voters: readonly ServerId[],
  weights: readonly number[],
): readonly (readonly ServerId[])[] {
  const placed = groups.map((group) => group.filter((at) => voters.includes(at)));
  const weighs = (group: readonly ServerId[]): boolean =>
    group.some((at) => (weights[at] ?? 0) > 0);
  const [first = [], ...others] = placed.filter(weighs);
  return [[...first, ...placed.filter((group) => !weighs(group)).flat()], ...others];
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
