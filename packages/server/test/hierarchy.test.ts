import { isQuorum, type QuorumSystem, serversOf } from '@menagerie/contract';
import { ErrorCode } from '@menagerie/jute';
import { describe, expect, it } from 'vitest';
import {
  type CoreName,
  compositionAfter,
  HierarchyError,
  mostGroupsOn,
  placeOf,
  placesOf,
  powerOf,
  Rosters,
  rosterIn,
  rosterText,
} from '../src/index.ts';
import { quorumsAmong } from '../src/kernels/quorums.ts';
import { requestOf } from './helpers/growing.ts';

const SERVERS = [1, 2, 3, 4, 5].map((id) => `server.${id}=zoo${id}:2888:3888:participant`);
const GROUPS = ['group.1=1:2:3', 'group.2=4:5'];
const WEIGHTS = ['weight.1=1', 'weight.2=1', 'weight.3=0', 'weight.4=2', 'weight.5=1'];
const TEXT = [...SERVERS, ...GROUPS, ...WEIGHTS, 'version=100000000'].join('\n');

/** Which servers decide, by what a configuration says of groups and weights. */
function quorums(...lines: readonly string[]): QuorumSystem {
  const { members, hierarchy } = rosterIn([...SERVERS, ...lines].join('\n'));
  const voters = placesOf({ members }, 'participant');
  const power = hierarchy === null ? null : powerOf(hierarchy, voters, SERVERS.length, placeOf);
  return quorumsAmong(voters, power);
}

const decide = (system: QuorumSystem, ...ids: readonly number[]): boolean =>
  isQuorum(system, 'write', serversOf(...ids.map(placeOf)));

describe('groups and weights', () => {
  it('are written as ZooKeeper writes them, and read again', () => {
    expect(rosterText(rosterIn(TEXT))).toBe(TEXT);
  });

  it('weigh 1 where nothing is said, and that is written as well', () => {
    const text = rosterText(
      rosterIn([...SERVERS, ...GROUPS, 'weight.3=0', 'weight.4=2'].join('\n')),
    );
    expect(text.split('\n').slice(SERVERS.length, -1)).toEqual([...GROUPS, ...WEIGHTS]);
  });

  it('decide by more than half of the groups, each by more than half of its weight', () => {
    const system = quorums(...GROUPS, ...WEIGHTS);
    expect(decide(system, 1, 2, 4)).toBe(true);
    // 5 has a third of its group, and 3 nothing.
    expect(decide(system, 1, 2, 3, 5)).toBe(false);
    expect(decide(system, 1, 3, 4, 5)).toBe(false);
  });

  it('are one majority where all are in one group and weigh the same', () => {
    const system = quorums('group.1=1:2:3:4:5');
    expect([decide(system, 1, 2), decide(system, 3, 4, 5)]).toEqual([false, true]);
  });

  it('leave out a group that weighs nothing', () => {
    const system = quorums('group.1=1:2:3', 'group.2=4:5', 'weight.4=0', 'weight.5=0');
    expect([decide(system, 1, 4, 5), decide(system, 1, 2)]).toEqual([false, true]);
  });

  it.each([
    [['weight.1=2'], 'server.1', 'server 1 votes and is in no group: name each voter in a group'],
    [['group.1=1:2:3:4'], 'server.5', 'server 5 votes and is in no group'],
    [['group.1=1:2:3:4:5', 'group.2=5'], 'group.2', 'server 5 is in more than one group'],
    [['group.1=1:2:3:4:5:6'], 'group.1', 'group.1 names server 6, which is no voter: take it out'],
    [['group.1=1:2:3:4:x'], 'group.1', 'group.1 is "1:2:3:4:x": write numbers of servers'],
    [['group.x=1:2:3:4:5'], 'group.x', 'group.x has no number'],
    [['weight=1'], 'weight', 'weight has no number: write group.N=… or weight.N=…'],
    [['group.1=1:2:3:4:5', 'weight.1=-1'], 'weight.1', 'weight.1 is "-1": write a whole number'],
    [['group.1=1:2:3:4:5', 'weight.1=256'], 'weight.1', 'from 0 to 255'],
  ])('are not %j: %s', (lines, key, message) => {
    const read = (): QuorumSystem => quorums(...lines);
    expect(read).toThrow(HierarchyError);
    expect(read).toThrow(
      expect.objectContaining({ key, message: expect.stringContaining(message) }),
    );
  });
});

describe('a change of groups and weights', () => {
  const roster = rosterIn(TEXT);
  const after = (asked: Parameters<typeof requestOf>[0]) =>
    compositionAfter(roster, requestOf(asked), 2);
  const all = (...lines: readonly string[]) =>
    after({ newMembers: [...SERVERS.slice(0, 3), ...lines].join(',') });

  it('is of all members at once, and may do away with them', () => {
    const groups = ['group.1=1:2', 'group.2=3', 'weight.1=1', 'weight.2=1', 'weight.3=9'];
    const weighed = all(...groups);
    if (typeof weighed === 'number') throw new Error(`it was refused with ${weighed}`);
    expect(
      rosterText({ version: 0n, ...weighed })
        .split('\n')
        .slice(3, -1),
    ).toEqual(groups);
    expect(all()).toMatchObject({ hierarchy: null });
  });

  it('is not of single members', () => {
    const joiningServers = 'server.6=zoo6:2888:3888;2181';
    expect(after({ joiningServers })).toBe(ErrorCode.badArguments);
    expect(after({ leavingServers: '5' })).toBe(ErrorCode.badArguments);
    expect(after({ leavingServers: '5', curConfigId: 1n })).toBe(ErrorCode.badVersion);
  });

  it.each([
    [['group.1=1:2'], 'a voter is in none', ErrorCode.badArguments],
    [['group.1=1:2:3', 'group.2=3'], 'a voter is in two', ErrorCode.badArguments],
    [['weight.1=1'], 'there is no group', ErrorCode.badArguments],
    [['group.1=1:2:3:4'], 'one is not there', ErrorCode.marshallingError],
    [['group.1=1:2:x'], 'one is no number', ErrorCode.marshallingError],
    [
      ['group.1=1:2:3', 'weight.1=0', 'weight.2=0', 'weight.3=0'],
      'nobody weighs anything',
      ErrorCode.newConfigNoQuorum,
    ],
  ])('is not %j: %s', (lines, _why, error) => {
    expect(all(...lines)).toBe(error);
  });

  it.each([
    ['zab', ErrorCode.ok, ErrorCode.ok],
    ['paxos', ErrorCode.ok, ErrorCode.unimplemented],
    ['raft', ErrorCode.unimplemented, ErrorCode.unimplemented],
  ] as const)('on %s is planned where the core has such quorums', (core, one, two) => {
    const ask = (...lines: readonly string[]): number => {
      const mostGroups = mostGroupsOn(core satisfies CoreName);
      const rosters = new Rosters({ reconfig: 'on', leastVoters: 2, mostGroups });
      rosters.begin(1n, SERVERS.map((line) => `${line}\n`).join(''));
      const request = requestOf({ newMembers: [...SERVERS, ...lines].join(',') });
      return rosters.ask({ zxid: 5n, isOpen: true, mayConfigure: true, request });
    };
    expect([ask('group.1=1:2:3:4:5'), ask(...GROUPS)]).toEqual([one, two]);
  });

  it('is the same for whoever takes over a snapshot, planned or in force', () => {
    const rosters = new Rosters({ reconfig: 'on', leastVoters: 2, mostGroups: 9 });
    rosters.begin(1n, TEXT);
    const newMembers = [...SERVERS, 'group.7=1:2:3:4:5'].join(',');
    const request = requestOf({ newMembers });
    rosters.ask({ zxid: 5n, isOpen: true, mayConfigure: true, request });
    const other = new Rosters({ reconfig: 'on', leastVoters: 2, mostGroups: 9 });
    other.restore(rosters.kept);
    expect([other.active, other.plan]).toEqual([rosters.active, rosters.plan]);
    expect(other.target?.power?.groups).toEqual([[0, 1, 2, 3, 4]]);
  });
});
