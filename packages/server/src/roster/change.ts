import { ErrorCode, type RequestBodies } from '@menagerie/jute';
import { hasWeight } from './hierarchy.ts';
import type { Composition, Roster, RosterMember } from './roster.ts';
import { memberIn, rosterIn, sorted } from './spec.ts';
import { SpecError } from './spec-error.ts';

/** What a client asks for. */
export type ConfigRequest = RequestBodies['reconfig'];

/**
 * The ensemble that a request asks for, or the code of the error that it is answered with: in the
 * order in which ZooKeeper looks for what is wrong.
 *
 * @param leastVoters fewer are no ensemble
 */
export function compositionAfter(
  { version, members, hierarchy }: Roster,
  request: ConfigRequest,
  leastVoters: number,
): Composition | number {
  const { curConfigId } = request;
  if (curConfigId !== -1n && curConfigId !== version) return ErrorCode.badVersion;
  // What somebody who joins would weigh is not said: groups and weights change as a whole alone.
  if (request.newMembers === null && hierarchy !== null) return ErrorCode.badArguments;
  const after = request.newMembers === null ? changed(members, request) : whole(request.newMembers);
  if (typeof after === 'number') return after;
  // Such a server may be there from the beginning: it stays.
  const fresh = after.members.filter((member) => !members.includes(member));
  if (fresh.some(({ port, electionPort }) => port === electionPort)) return ErrorCode.badArguments;
  const voters = after.members.filter(({ role }) => role === 'participant').length;
  if (request.newMembers !== null && voters === 0) return ErrorCode.marshallingError;
  if (voters < leastVoters) return ErrorCode.badArguments;
  const isDecidable = after.hierarchy === null || hasWeight(after.hierarchy);
  return isDecidable ? after : ErrorCode.newConfigNoQuorum;
}

function whole(text: string): Composition | number {
  return caught(() => rosterIn(text.replaceAll(',', '\n')));
}

function changed(
  members: readonly RosterMember[],
  { joiningServers, leavingServers }: ConfigRequest,
): Composition | number {
  const next = new Map(members.map((member) => [member.id, member]));
  for (const leaving of parts(leavingServers)) {
    // Apache's takes this for a request that it cannot read.
    if (!/^[+-]?\d+$/.test(leaving)) return ErrorCode.marshallingError;
    next.delete(Number(leaving));
  }
  return caught(() => {
    for (const joining of parts(joiningServers)) {
      const joiner = joinerIn(joining);
      if (typeof joiner === 'number') return joiner;
      if ([...next.values()].some((other) => clash(joiner, other))) return ErrorCode.badArguments;
      next.set(joiner.id, joiner);
    }
    return { members: sorted(next.values()), hierarchy: null };
  });
}

/** All three ports have to be there. */
function joinerIn(text: string): RosterMember | number {
  const sides = text.split('=').filter((side) => side !== '');
  const [key = '', spec = ''] = sides;
  if (sides.length !== 2) return ErrorCode.badArguments;
  const id = key.slice(key.lastIndexOf('.') + 1).trim();
  if (!/^[+-]?\d+$/.test(id)) return ErrorCode.marshallingError;
  const joiner = memberIn(Number(id), spec);
  return joiner.client === null ? ErrorCode.badArguments : joiner;
}

/** Whether two servers share an address; those that stand for any, or for the machine itself, do not count. */
function clash(one: RosterMember, other: RosterMember): boolean {
  if (one.id === other.id) return false;
  const theirs = new Set(addressesOf(other));
  return addressesOf(one).some((address) => theirs.has(address));
}

function addressesOf({ host, port, electionPort, client }: RosterMember): string[] {
  const all = [{ host, port }, { host, port: electionPort }, ...(client === null ? [] : [client])];
  return all
    .filter((at) => !/^(?:0\.0\.0\.0|::|127\..*|::1|localhost)$/.test(at.host))
    .map((at) => `${at.host} ${at.port}`);
}

function parts(list: string | null): string[] {
  return (list ?? '')
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

function caught<T>(read: () => T): T | number {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof SpecError)) throw error;
    return error.isUnreadable ? ErrorCode.marshallingError : ErrorCode.badArguments;
  }
}
