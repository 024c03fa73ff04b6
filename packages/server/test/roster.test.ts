import { ErrorCode, JuteWriter, writeRequest } from '@menagerie/jute';
import { describe, expect, it } from 'vitest';
import {
  compositionAfter,
  membersNamedIn,
  type Roster,
  Rosters,
  rosterIn,
  rosterText,
  SpecError,
} from '../src/index.ts';
import { encodeProposal, ProposalKind, wish } from '../src/member/proposal.ts';
import { requestOf } from './helpers/growing.ts';

const LINES = [
  'server.1=zoo1:2888:3888:participant;0.0.0.0:2181',
  'server.2=zoo2:2888:3888:participant;0.0.0.0:2181',
  'server.3=[fe80::1]:2888:3888:observer',
];
const TEXT = `${LINES.join('\n')}\nversion=1200000003`;
const ROSTER: Roster = rosterIn(TEXT);

/** What a change of it comes to: an error, or what the lines are then. */
function after(asked: Parameters<typeof requestOf>[0], leastVoters = 2): number | string[] {
  const composition = compositionAfter(ROSTER, requestOf(asked), leastVoters);
  if (typeof composition === 'number') return composition;
  return rosterText({ version: 0n, ...composition })
    .split('\n')
    .slice(0, -1);
}

it('members are named by whoever asked for them, whether or not they came to belong', () => {
  const asked = (parts: Parameters<typeof requestOf>[0]): Uint8Array => {
    const data = writeRequest(new JuteWriter(), 'reconfig', 1, requestOf(parts)).subarray(4);
    const wishes = [wish(ProposalKind.reconfig, { data })];
    return encodeProposal({ leadership: 1n, opening: 1, number: 1, time: 0n, wishes });
  };
  const named = membersNamedIn([
    asked({ newMembers: LINES.join('\n') }),
    asked({ joiningServers: 'server.2=zoo9:1:2;3', leavingServers: '1' }),
    asked({ joiningServers: 'server.x=zoo9:1:2;3' }),
  ]);
  expect(named.map(({ id, host }) => `${id} ${host}`)).toEqual(['1 zoo1', '2 zoo9', '3 fe80::1']);
});

describe('the text of a configuration', () => {
  it('is read and written as ZooKeeper has it', () => {
    expect(ROSTER.version).toBe(0x12_0000_0003n);
    expect(rosterText(ROSTER)).toBe(TEXT);
  });

  it.each([
    ['server.1=zoo1:2888', 'two ports are missing'],
    ['server.1=zoo1:2888:3888:leader', 'there is no such role'],
    ['server.1=zoo1:2888:3888;zoo1:2181;x', 'there is more than one part for clients'],
    ['server.1=zoo1:2888:3888;x:y', 'the port for clients is none'],
    ['server.1=zoo1:2888:70000', 'there is no such port'],
    ['server.1=a:1:2|b:1:2', 'there are several addresses'],
    ['wait.1=2', 'it is no server'],
  ])('is not %s: %s', (line) => {
    expect(() => rosterIn(line)).toThrow(SpecError);
  });
});

describe('a change of the members', () => {
  it('lets servers leave, join, and change what they are', () => {
    const joiningServers = 'server.2=zoo2:2888:3888:observer;2181,4=zoo4:2888:3888;zoo4:2182';
    expect(after({ joiningServers, leavingServers: '3' }, 1)).toEqual([
      LINES[0],
      'server.2=zoo2:2888:3888:observer;0.0.0.0:2181',
      'server.4=zoo4:2888:3888:participant;zoo4:2182',
    ]);
  });

  it('takes all members at once, with commas or lines between them', () => {
    const lines = [LINES[0], 'server.9=zoo9:2888:3888:participant'];
    expect(after({ newMembers: lines.join(',') })).toEqual(lines);
    expect(after({ newMembers: `${lines.join('\n')}\nversion=5` })).toEqual(lines);
  });

  it('has a voter', () => {
    const newMembers = 'server.9=zoo9:2888:3888:observer';
    expect(after({ newMembers }, 1)).toBe(ErrorCode.marshallingError);
  });

  it('is of the version that was expected', () => {
    expect(after({ leavingServers: '3', curConfigId: 0x12_0000_0003n })).toEqual(LINES.slice(0, 2));
    expect(after({ leavingServers: '3', curConfigId: 7n })).toBe(ErrorCode.badVersion);
    // Before anything else is looked at.
    expect(after({ leavingServers: 'x', curConfigId: 7n })).toBe(ErrorCode.badVersion);
  });

  it('leaves two voters, or one where that is enough', () => {
    expect(after({ leavingServers: '1' })).toBe(ErrorCode.badArguments);
    expect(after({ leavingServers: '1' }, 1)).toEqual(LINES.slice(1));
    expect(after({ leavingServers: '1,2' }, 1)).toBe(ErrorCode.badArguments);
  });

  it.each([
    ['server.4=zoo4:2888:3888', 'says where its clients find it', ErrorCode.badArguments],
    ['server.4', 'has an address', ErrorCode.badArguments],
    ['server.4=zoo4:2888:2888;2181', 'has two ports', ErrorCode.badArguments],
    ['server.x=zoo4:2888:3888;2181', 'has a number', ErrorCode.marshallingError],
    ['server.4=zoo1:2888:3889;2181', 'has ports of its own', ErrorCode.badArguments],
    ['server.4=zoo4:2888:3888:leader;2181', 'has a role that there is', ErrorCode.badArguments],
    ['server.4=zoo4:2888:70000;2181', 'has ports that there are', ErrorCode.marshallingError],
  ])('is refused for %s: a server that joins %s', (joiningServers, _why, error) => {
    expect(after({ joiningServers })).toBe(error);
  });

  it('is refused where what leaves is no number', () => {
    expect(after({ leavingServers: 'server.1' })).toBe(ErrorCode.marshallingError);
  });

  it('lets servers on one machine have the same ports as that machine has for itself', () => {
    const joiningServers =
      'server.4=127.0.0.1:2888:3888;2181,server.5=127.0.0.1:2888:3888;0.0.0.0:2181';
    expect(after({ joiningServers })).toHaveLength(5);
  });
});

describe('what the servers of an ensemble agree on', () => {
  const request = requestOf({ leavingServers: '3' });
  const asked = { isOpen: true, mayConfigure: true, request };
  const begun = (reconfig: 'off' | 'on' | 'alone' = 'on') => {
    const rosters = new Rosters({ reconfig, leastVoters: 2, mostGroups: 0 });
    rosters.begin(1n, LINES.map((line) => `${line}\n`).join(''));
    return rosters;
  };

  it('is planned first, and in force once it is concluded', () => {
    const rosters = begun();
    expect(rosters.ask({ zxid: 5n, ...asked })).toBe(0);
    expect(rosters.active?.version).toBe(1n);
    expect(rosters.target).toEqual({ voters: [0, 1], observers: [], power: null });
    expect(rosters.ask({ zxid: 6n, ...asked })).toBe(ErrorCode.reconfigInProgress);
    // Of a plan before this one.
    expect(rosters.conclude(7n, { plan: 4n, error: 0 })).toBe(ErrorCode.badVersion);
    expect(rosters.conclude(8n, { plan: 5n, error: 0 })).toMatchObject({ version: 8n });
    expect([rosters.plan, rosters.active?.members.length]).toEqual([null, 2]);
  });

  it('is as it was where a plan is given up', () => {
    const rosters = begun();
    rosters.ask({ zxid: 5n, ...asked });
    const error = ErrorCode.newConfigNoQuorum;
    expect(rosters.conclude(6n, { plan: 5n, error })).toBe(error);
    expect([rosters.plan, rosters.active?.version]).toEqual([null, 1n]);
    expect(rosters.target).toEqual({ voters: [0, 1], observers: [2], power: null });
  });

  it('is the same for whoever takes over a snapshot, a plan among it', () => {
    const rosters = begun();
    rosters.ask({ zxid: 5n, ...asked });
    const other = new Rosters({ reconfig: 'on', leastVoters: 2, mostGroups: 0 });
    other.restore(rosters.kept);
    expect([other.active, other.plan]).toEqual([rosters.active, rosters.plan]);
  });

  it('is asked for by who may, in a session, where there is an ensemble that lets one', () => {
    const errors = [
      begun('off').ask({ zxid: 5n, ...asked }),
      begun('alone').ask({ zxid: 5n, ...asked }),
      begun().ask({ zxid: 5n, ...asked, isOpen: false }),
      begun().ask({ zxid: 5n, ...asked, mayConfigure: false }),
    ];
    const { reconfigDisabled, unimplemented, sessionExpired, noAuth } = ErrorCode;
    expect(errors).toEqual([reconfigDisabled, unimplemented, sessionExpired, noAuth]);
  });

  it('may have a server from the beginning that could not join', () => {
    const rosters = new Rosters({ reconfig: 'on', leastVoters: 1, mostGroups: 0 });
    rosters.begin(1n, 'server.1=zoo1:2888:2888:participant\n');
    const joining = requestOf({ joiningServers: 'server.2=zoo2:1:2:observer;3' });
    expect(rosters.ask({ ...asked, zxid: 5n, request: joining })).toBe(0);
  });

  it('begins with the members that its first leader was started with, and no later one', () => {
    const rosters = begun();
    expect(rosters.begin(9n, `${LINES[0]}\n`)).toBeNull();
    // Where it cannot be changed, each leader brings what it was started with.
    const off = begun('off');
    expect(off.begin(9n, `${LINES[0]}\n`)).toMatchObject({ version: 0n });
    expect(off.begin(10n, `${LINES[0]}\n`)).toBeNull();
  });

  it('has the version 0 where it cannot be changed, whatever an older snapshot says', () => {
    const off = new Rosters({ reconfig: 'off', leastVoters: 1, mostGroups: 0 });
    off.restore({ roster: TEXT, planned: null, plannedAt: 0n });
    expect(off.active?.version).toBe(0x12_0000_0003n);
    const lines = LINES.map((line) => `${line}\n`).join('');
    expect(off.begin(0x13_0000_0000n, lines)).toMatchObject({ version: 0n });
    expect(off.begin(0x14_0000_0000n, lines)).toBeNull();
  });

  it('has numbers up to 31, and observers', () => {
    const ask = (line: string): number => {
      const rosters = new Rosters({ reconfig: 'on', leastVoters: 1, mostGroups: 0 });
      rosters.begin(1n, `${LINES[0]}\n`);
      const joining = requestOf({ joiningServers: line });
      return rosters.ask({ ...asked, zxid: 5n, request: joining });
    };
    expect(ask('server.31=z:1:2;3')).toBe(0);
    expect(ask('server.32=z:1:2;3')).toBe(ErrorCode.badArguments);
    expect(ask('server.0=z:1:2;3')).toBe(ErrorCode.badArguments);
    expect(ask('server.2=z:1:2:observer;3')).toBe(0);
  });
});
