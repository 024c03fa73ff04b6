import {
  type Composition,
  type EnsembleOptions,
  linesOf,
  MOST_ID,
  misfit,
  mostGroupsOn,
  placeOf,
  placesBut,
  placesOf,
  powerOf,
  type RosterMember,
  type RosterRules,
  rosterIn,
  type VotingPower,
} from '@menagerie/server';
import type { PeerOptions, ServerOptions } from './options.ts';

/** Who is who in an ensemble, and where in its core. */
export interface Layout {
  readonly ensemble: EnsembleOptions;
  /** The place of this server. */
  readonly self: number;
  /** Those that it was started with; none where it is alone. */
  readonly members: readonly RosterMember[];
  /** The same, and how they count. */
  readonly composition: Composition;
  /** The same, as ZooKeeper writes them. */
  readonly lines: string;
  readonly rules: RosterRules;
  /** The number in `server.N` of a place. */
  idOf(place: number): number;
}

/**
 * Where the ensemble cannot be reconfigured, servers have the places in which they stand in the list.
 * Where it can, each number has a place of its own, taken or not.
 *
 * @throws RangeError for a number that has no place, and for weights or groups that the core has not
 * @throws HierarchyError for such as are none
 */
export function layoutOf(options: ServerOptions, silenceMs: number): Layout {
  const { peers = [], self = 0, reconfigEnabled = false, standaloneEnabled = true } = options;
  const { core = 'zab' } = options;
  const members = peers.map(memberOf);
  const composition = composed(members, options);
  const base = { lines: linesOf(composition), members, composition };
  const mostGroups = mostGroupsOn(core);
  if (members.length === 0 || !reconfigEnabled) {
    const observers = [...peers.keys()].filter((at) => peers[at]?.role === 'observer');
    const voters = placesBut(peers.length, observers);
    const placed = (id: number): number => members.findIndex((member) => member.id === id);
    const power = powerIn(composition, voters, peers.length, placed);
    const reconfig = reconfigEnabled ? 'alone' : 'off';
    return {
      ...base,
      ensemble: { servers: Math.max(1, peers.length), observers, silenceMs, power },
      self,
      rules: { reconfig, leastVoters: 1, mostGroups },
      idOf: (place) => members[place]?.id ?? place + 1,
    };
  }
  const far = members.find(({ id }) => id < 1 || id > MOST_ID);
  if (far !== undefined) {
    const remedy = `with reconfigEnabled they are 1 to ${MOST_ID}`;
    throw new RangeError(`there is a server ${far.id}: ${remedy}`);
  }
  const [voters, observers] = [
    placesOf({ members }, 'participant'),
    placesOf({ members }, 'observer'),
  ];
  const spares = placesBut(MOST_ID, voters, observers);
  return {
    ...base,
    ensemble: {
      servers: MOST_ID,
      observers,
      spares,
      silenceMs,
      power: powerIn(composition, voters, MOST_ID, placeOf),
    },
    self: placeOf(members[self]?.id ?? 0),
    rules: { reconfig: 'on', leastVoters: standaloneEnabled ? 2 : 1, mostGroups },
    idOf: (place) => place + 1,
  };
}

function composed(
  members: readonly RosterMember[],
  { core = 'zab', hierarchy = null }: ServerOptions,
): Composition {
  if (hierarchy === null) return { members, hierarchy };
  const problem = misfit(core, hierarchy);
  if (problem !== null) throw new RangeError(`${problem.found}: ${problem.remedy}`);
  // Whoever embeds a server has read no file.
  return { members, hierarchy: rosterIn(linesOf({ members, hierarchy })).hierarchy };
}

function powerIn(
  { hierarchy }: Composition,
  voters: readonly number[],
  servers: number,
  placed: (id: number) => number,
): VotingPower | null {
  return hierarchy === null ? null : powerOf(hierarchy, voters, servers, placed);
}

function memberOf(peer: PeerOptions, at: number): RosterMember {
  const { id = at + 1, host, port, electionPort = 0, role = 'participant', client = null } = peer;
  return { id, host, port, electionPort, role, client };
}
