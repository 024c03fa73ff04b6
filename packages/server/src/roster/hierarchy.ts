import type { CoreName } from '../kernels/kernel.ts';
import { type VotingPower, weighingGroups } from '../kernels/quorums.ts';
import type { Hierarchy, QuorumGroup, RosterMember, ServerWeight } from './roster.ts';
import { SpecError } from './spec-error.ts';

/** The heaviest that one server may be. */
const MOST_WEIGHT = 255;

/** Weights and groups that are none: which key is wrong, and what to write instead. */
export class HierarchyError extends SpecError {
  override readonly name = 'HierarchyError';
  readonly key: string;
  /** As the middle of a sentence. */
  readonly found: string;
  readonly remedy: string;

  constructor(key: string, found: string, remedy: string, isUnreadable: boolean = false) {
    super(`${found}: ${remedy}`, isUnreadable);
    this.key = key;
    this.found = found;
    this.remedy = remedy;
  }
}

/** A key and its value. */
type Entry = readonly [key: string, value: string];

/** Whether a key is one of `group.N` and `weight.N`, or meant to be: ZooKeeper goes by how it begins. */
export function isOfHierarchy(key: string): boolean {
  return /^(?:group|weight)/.test(key);
}

/**
 * The hierarchy that `group.N` and `weight.N` describe, as ZooKeeper reads them: each voter is in one
 * group, and weighs 1 where nothing else is said. `null` where there is neither.
 *
 * @throws HierarchyError
 */
export function hierarchyIn(
  entries: readonly Entry[],
  members: readonly Pick<RosterMember, 'id' | 'role'>[],
): Hierarchy | null {
  if (entries.length === 0) return null;
  const groups = entries.filter(([key]) => key.startsWith('group')).map(groupIn);
  const said = entries.filter(([key]) => key.startsWith('weight')).map(weightIn);
  const voters = members.filter(({ role }) => role === 'participant').map(({ id }) => id);
  const weights = new Map(voters.map((id) => [id, 1]));
  for (const { id, weight } of said) weights.set(id, weight);
  const taken = new Set<number>();
  for (const { id, servers } of groups) {
    for (const server of servers) {
      if (taken.has(server)) {
        const found = `server ${server} is in more than one group`;
        throw new HierarchyError(`group.${id}`, found, 'name each server in one group, once');
      }
      taken.add(server);
      refuseStranger(`group.${id}`, server, voters, weights);
    }
  }
  const left = voters.find((voter) => !taken.has(voter));
  if (left !== undefined) {
    const remedy = `name each voter in a group, as in group.1=${voters.join(':')}`;
    throw new HierarchyError(`server.${left}`, `server ${left} votes and is in no group`, remedy);
  }
  return { groups: byId(groups), weights: byId([...weights].map(ofWeight)) };
}

/** Whether anybody decides: without any weight in a group there is no quorum. */
export function hasWeight({ groups, weights }: Hierarchy): boolean {
  const grouped = new Set(groups.flatMap(({ servers }) => servers));
  return weights.some(({ id, weight }) => weight > 0 && grouped.has(id));
}

/** What is wrong with a hierarchy on a core, and what to do; `null` where it has such quorums. */
export function misfit(
  core: CoreName,
  { groups }: Hierarchy,
): { readonly found: string; readonly remedy: string } | null {
  if (groups.length <= mostGroupsOn(core)) return null;
  const remedy = core === 'raft' ? 'take them out' : 'put all voters into one group';
  const found = core === 'raft' ? 'all voters count alike' : 'there is one group at most';
  return { found: `on ${core} ${found}`, remedy: `${remedy}, or take core=zab` };
}

/** How many groups with weights a core can have: none, one, or as many as there are servers. */
export function mostGroupsOn(core: CoreName): number {
  switch (core) {
    case 'zab':
      return Number.POSITIVE_INFINITY;
    case 'paxos':
      return 1;
    case 'raft':
      return 0;
  }
}

/**
 * What voters count by their places.
 *
 * @param servers how many places there are
 * @param placeOf the place of a number
 */
export function powerOf(
  { groups, weights }: Hierarchy,
  voters: readonly number[],
  servers: number,
  placeOf: (id: number) => number,
): VotingPower {
  const weightOf = new Map(weights.map(({ id, weight }) => [placeOf(id), weight]));
  const placed = Array.from({ length: servers }, (_, at) =>
    voters.includes(at) ? (weightOf.get(at) ?? 0) : 0,
  );
  const inPlaces = groups.map((group) => group.servers.map(placeOf));
  return { weights: placed, groups: weighingGroups(inPlaces, voters, placed) };
}

function groupIn([key, value]: Entry): QuorumGroup {
  const id = numberOf(key);
  const servers = value.trim().split(':');
  if (!servers.every((server) => /^\d+$/.test(server))) {
    const remedy = 'write numbers of servers with ":" between them, as in group.1=1:2:3';
    throw new HierarchyError(key, `${key} is "${value}"`, remedy, true);
  }
  return { id, servers: servers.map(Number).sort((one, other) => one - other) };
}

function weightIn([key, value]: Entry): ServerWeight {
  const id = numberOf(key);
  const weight = /^[+-]?\d+$/.test(value.trim()) ? Number(value) : Number.NaN;
  if (weight >= 0 && weight <= MOST_WEIGHT) return { id, weight };
  const remedy = `write a whole number from 0 to ${MOST_WEIGHT}`;
  throw new HierarchyError(key, `${key} is "${value}"`, remedy, Number.isNaN(weight));
}

function numberOf(key: string): number {
  const text = key.slice(key.indexOf('.') + 1);
  if (/^\d+$/.test(text)) return Number(text);
  throw new HierarchyError(key, `${key} has no number`, 'write group.N=… or weight.N=…', true);
}

/** Whoever does not vote may stand in a group only where it is said to weigh nothing. */
function refuseStranger(
  key: string,
  server: number,
  voters: readonly number[],
  weights: ReadonlyMap<number, number>,
): void {
  if (voters.includes(server) || weights.get(server) === 0) return;
  const found = `${key} names server ${server}, which is no voter`;
  const remedy = `take it out, or make server.${server} a participant`;
  throw new HierarchyError(key, found, remedy, !weights.has(server));
}

function ofWeight([id, weight]: readonly [number, number]): ServerWeight {
  return { id, weight };
}

function byId<T extends { readonly id: number }>(list: readonly T[]): readonly T[] {
  return [...list].sort((one, other) => one.id - other.id);
}
