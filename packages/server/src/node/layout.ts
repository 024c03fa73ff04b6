import {
  type EnsembleOptions,
  linesOf,
  MOST_ID,
  placeOf,
  placesBut,
  placesOf,
  type RosterMember,
  type RosterRules,
} from '@menagerie/server';
import type { PeerOptions, ServerOptions } from './options.ts';

/** Who is who in an ensemble, and where in its core. */
export interface Layout {
  readonly ensemble: EnsembleOptions;
  /** The place of this server. */
  readonly self: number;
  /** Those that it was started with; none where it is alone. */
  readonly members: readonly RosterMember[];
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
 * @throws RangeError for a number that has no place
 */
export function layoutOf(options: ServerOptions, silenceMs: number): Layout {
  const { peers = [], self = 0, reconfigEnabled = false, standaloneEnabled = true } = options;
  const members = peers.map(memberOf);
  const base = { silenceMs, lines: linesOf(members), members };
  if (members.length === 0 || !reconfigEnabled) {
    const observers = [...peers.keys()].filter((at) => peers[at]?.role === 'observer');
    const reconfig = reconfigEnabled ? 'alone' : 'off';
    return {
      ...base,
      ensemble: { servers: Math.max(1, peers.length), observers, silenceMs },
      self,
      rules: { reconfig, leastVoters: 1 },
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
    ensemble: { servers: MOST_ID, observers, spares, silenceMs },
    self: placeOf(members[self]?.id ?? 0),
    rules: { reconfig: 'on', leastVoters: standaloneEnabled ? 2 : 1 },
    idOf: (place) => place + 1,
  };
}

function memberOf(peer: PeerOptions, at: number): RosterMember {
  const { id = at + 1, host, port, electionPort = 0, role = 'participant', client = null } = peer;
  return { id, host, port, electionPort, role, client };
}
