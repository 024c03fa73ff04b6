import { hierarchyIn, isOfHierarchy } from './hierarchy.ts';
import type { Roster, RosterMember } from './roster.ts';
import { SpecError } from './spec-error.ts';

const HOST = /(\[[^\]]+\]|[^:[\]|;\s]+)/.source;
const SERVERS = new RegExp(`^${HOST}:(\\d+):(\\d+)(?::(\\w+))?$`);
const CLIENT = new RegExp(`^(?:${HOST}:)?(\\d+)$`);

/**
 * A member from what stands behind `server.N=`.
 *
 * @throws SpecError
 */
export function memberIn(id: number, spec: string): RosterMember {
  const wrong = (what: string, isUnreadable?: boolean): SpecError =>
    new SpecError(`"${spec}" ${what}`, isUnreadable);
  const [servers = '', client, ...more] = spec.trim().split(';');
  const [, host, port, electionPort, role = 'participant'] = SERVERS.exec(servers.trim()) ?? [];
  if (host === undefined || more.length > 0) throw wrong('has not the form host:port:port[:role]');
  const lower = role.toLowerCase();
  if (lower !== 'participant' && lower !== 'observer') throw wrong('names no role');
  return {
    id,
    host: bare(host),
    port: portIn(port, wrong),
    electionPort: portIn(electionPort, wrong),
    role: lower,
    client: client === undefined ? null : clientIn(client.trim(), wrong),
  };
}

/**
 * Reads what {@link rosterText} writes, and the like: entries on lines of their own.
 *
 * @throws SpecError, HierarchyError where it is the groups or weights
 */
export function rosterIn(text: string): Roster {
  let version = 0n;
  const found = new Map<number, RosterMember>();
  const ofHierarchy = new Map<string, string>();
  for (const line of text.split('\n')) {
    if (/^\s*(?:[#!].*)?$/.test(line)) continue;
    // As a file of properties is read.
    const [, key = '', value = ''] = /^\s*([^=:\s]+)\s*[=:\s]\s*(.*?)\s*$/.exec(line) ?? [];
    const id = /^server\.(\d+)$/.exec(key)?.[1];
    if (key === 'version' && /^[0-9a-f]{1,16}$/.test(value)) version = BigInt(`0x${value}`);
    else if (isOfHierarchy(key)) ofHierarchy.set(key, value);
    else if (id === undefined) throw new SpecError(`"${line}" is no server.N=`);
    else found.set(Number(id), memberIn(Number(id), value));
  }
  const members = sorted(found.values());
  return { version, members, hierarchy: hierarchyIn([...ofHierarchy], members) };
}

/** By their numbers. */
export function sorted(members: Iterable<RosterMember>): readonly RosterMember[] {
  return [...members].sort((one, other) => one.id - other.id);
}

type Wrong = (what: string, isUnreadable?: boolean) => SpecError;

function clientIn(text: string, wrong: Wrong): RosterMember['client'] {
  const [, host = '0.0.0.0', port] = CLIENT.exec(text) ?? [];
  if (port === undefined) throw wrong('has no [address:]port behind ";"');
  return { host: bare(host), port: portIn(port, wrong) };
}

function portIn(text: string | undefined, wrong: Wrong): number {
  const port = Number(text);
  if (!(port <= 65_535)) throw wrong(`names ${text}, which is no port`, true);
  return port;
}

/** Of an IPv6 address without the brackets. */
function bare(host: string): string {
  return host.replace(/^\[(.*)\]$/, '$1');
}
