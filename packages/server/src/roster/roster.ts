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

/** A configuration of the ensemble: its members by their numbers, and the zxid that made it. */
export interface Roster {
  readonly version: bigint;
  readonly members: readonly RosterMember[];
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

/** One line for each member, without a version. */
export function linesOf(members: readonly RosterMember[]): string {
  return members.map((member) => `server.${member.id}=${specOf(member)}\n`).join('');
}

/** What `/zookeeper/config` has: a line for each member, and the version without a new line. */
export function rosterText({ version, members }: Roster): string {
  return `${linesOf(members)}version=${BigInt.asUintN(64, version).toString(16)}`;
}

/** Those of a role, by their places. */
export function placesOf(
  { members }: Pick<Roster, 'members'>,
  role: RosterMember['role'],
): readonly number[] {
  return members.filter((member) => member.role === role).map(({ id }) => placeOf(id));
}

function bracketed(host: string): string {
  return host.includes(':') ? `[${host}]` : host;
}
