/** A member of the ensemble, as `server.N` describes it. */
export interface RosterMember {
  /** The number in `server.N`. */
  readonly id: number;
  readonly host: string;
  /** Between servers. */
  readonly port: number;
  /** Of Apache's elections: nothing listens there. */
  readonly electionPort: number;
  readonly role: 'participant' | 'observer';
  /** Where its clients find it, if it says so. */
  readonly client: { readonly host: string; readonly port: number } | null;
}

/** Voters that are counted together: `group.N`. */
export interface QuorumGroup {
  /** The N. */
  readonly id: number;
  /** By their numbers. */
  readonly servers: readonly number[];
}

/** What a server counts in its group: `weight.N`. */
export interface ServerWeight {
  /** The number of the server. */
  readonly id: number;
  /** 0 to 255; whoever weighs nothing counts for nothing, and never leads. */
  readonly weight: number;
}

/**
 * Who decides, where not all voters count alike (Apache's `QuorumHierarchical`): more than half of the
 * groups that have weight, each by more than half of its weight. By the numbers of groups and servers.
 */
export interface Hierarchy {
  /** Each voter is in one of them. */
  readonly groups: readonly QuorumGroup[];
  /** Of each voter, and of whoever else it is said. */
  readonly weights: readonly ServerWeight[];
}

/** Who belongs to an ensemble, by their numbers, and who of them decides. */
export interface Composition {
  readonly members: readonly RosterMember[];
  /** `null` for more than half of the voters. */
  readonly hierarchy: Hierarchy | null;
}

/**
 * A configuration of the ensemble, and the zxid that made it: 0 before the first, and where nobody may
 * change it.
 */
export interface Roster extends Composition {
  readonly version: bigint;
}

/** Servers of an ensemble that can be reconfigured have numbers from 1 to this. */
export const MOST_ID = 31;

/** The place of a server in a core that can be reconfigured. */
export function placeOf(id: number): number {
  return id - 1;
}

/** A member as the part of a line behind `server.N=`: as ZooKeeper writes it. */
function specOf({ host, port, electionPort, role, client }: RosterMember): string {
  const at = client === null ? '' : `;${bracketed(client.host)}:${client.port}`;
  return `${bracketed(host)}:${port}:${electionPort}:${role}${at}`;
}

/** One line for each member, group and weight, without a version. */
export function linesOf({ members, hierarchy }: Composition): string {
  const lines = members.map((member) => `server.${member.id}=${specOf(member)}`);
  return [...lines, ...hierarchyLines(hierarchy)].map((line) => `${line}\n`).join('');
}

/** Of each group and each weight, as ZooKeeper writes them; none where all voters count alike. */
export function hierarchyLines(hierarchy: Hierarchy | null): readonly string[] {
  if (hierarchy === null) return [];
  const { groups, weights } = hierarchy;
  return [
    ...groups.map(({ id, servers }) => `group.${id}=${servers.join(':')}`),
    ...weights.map(({ id, weight }) => `weight.${id}=${weight}`),
  ];
}

/** What `/zookeeper/config` has: the lines, and the version without a new line. */
export function rosterText(roster: Roster): string {
  return `${linesOf(roster)}version=${BigInt.asUintN(64, roster.version).toString(16)}`;
}

/** Those of a role, by their places. */
export function placesOf(
  { members }: Pick<Composition, 'members'>,
  role: RosterMember['role'],
): readonly number[] {
  return members.filter((member) => member.role === role).map(({ id }) => placeOf(id));
}

function bracketed(host: string): string {
  return host.includes(':') ? `[${host}]` : host;
}
