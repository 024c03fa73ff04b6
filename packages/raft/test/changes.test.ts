import {
  changeOne,
  emptyMembership,
  enterJoint,
  leaveJoint,
  type Membership,
  type MembershipChange,
  raft,
  raftConfig,
} from '@menagerie/raft';
import { describe, expect, it } from 'vitest';
import { Cluster } from './helpers/cluster.ts';

function of(voters: number, learners = 0): Membership {
  return { ...emptyMembership(5), voters, learners };
}

function after(result: ReturnType<typeof changeOne>): Membership {
  if (result.type === 'impossible') throw new Error(result.reason);
  return result.membership;
}

const learner = (server: number): MembershipChange => ({
  type: 'addLearner',
  server,
  incarnation: 0,
});

describe('a change of membership (§4.1, §4.3)', () => {
  it('of one voter is refused while a joint membership is in force', () => {
    const joint = after(enterJoint(of(0b111), [{ type: 'remove', server: 2 }], false));
    expect(changeOne(joint, [learner(4)])).toEqual({
      type: 'impossible',
      reason: 'already-joint',
    });
  });

  it('to a joint membership is refused where nobody could agree to it', () => {
    const change: MembershipChange = { type: 'addVoter', server: 0, incarnation: 0 };
    expect(enterJoint(emptyMembership(5), [change], true)).toEqual({
      type: 'impossible',
      reason: 'no-voters',
    });
  });

  it('of a learner to a voter leaves the other learners what they are', () => {
    const change: MembershipChange = { type: 'addVoter', server: 3, incarnation: 0 };
    expect(after(changeOne(of(0b00111, 0b11000), [change]))).toEqual(of(0b01111, 0b10000));
  });

  it('of two voters to learners at once leaves a plain membership behind', () => {
    const joint = after(enterJoint(of(0b01111), [learner(2), learner(3)], true));
    expect(joint).toMatchObject({ outgoing: 0b01111, learnersNext: 0b01100 });
    expect(after(leaveJoint(joint))).toEqual(of(0b00011, 0b01100));
  });

  it('begins from a plain membership', () => {
    const config = raftConfig({ servers: 5 });
    expect(raft.blank(config, 0, 0).snapshot.membership).toEqual(of(0b11111));
    expect(of(0b11111)).toMatchObject({ outgoing: 0, learnersNext: 0, autoLeave: false });
  });
});

describe('a voter that an uncommitted change removes (§4.2.2)', () => {
  /** Server 2 of that incarnation, when the log ends with a membership of servers 0 and 1. */
  function leaving(incarnation: number, before: Membership): Cluster {
    const cluster = new Cluster({ servers: 5, checkQuorum: false });
    const { image } = cluster.server(2);
    image.incarnation = incarnation;
    image.currentTerm = 1;
    image.entries = [
      { type: 'membership', term: 1, membership: before },
      { type: 'membership', term: 1, membership: of(0b00011) },
    ];
    cluster.restart(2);
    cluster.letters = [];
    cluster.fire(2, 'election');
    return cluster;
  }

  const named = (incarnation: number): Membership => ({
    ...of(0b00111),
    incarnations: [0, 0, incarnation, 0, 0],
  });

  it.each([0, 1])('campaigns as the one that was a voter, of incarnation %i', (incarnation) => {
    expect(leaving(incarnation, named(incarnation)).letters.length).toBe(2);
  });

  it('does not campaign with another disk than the one that was a voter', () => {
    expect(leaving(1, named(0)).letters).toEqual([]);
  });

  it('does not campaign where it was a learner', () => {
    expect(leaving(0, of(0b00011, 0b00100)).letters).toEqual([]);
  });
});

describe('configuration', () => {
  const config = raftConfig({ servers: 3 });
  const start = (change: Partial<typeof config>) => () =>
    raft.recover({ ...config, ...change }, 0, raft.blank(config, 0, 0), {
      push: () => {},
      note: () => {},
    });

  it('is of at most 31 servers, and of clocks that lose up to 999 of 1,000', () => {
    expect(start({ servers: 32 })).toThrow('servers is 32');
    expect(start({ driftPerMille: -1 })).toThrow('driftPerMille is -1');
    expect(start({ driftPerMille: 0 })).not.toThrow();
    expect(start({ driftPerMille: 999 })).not.toThrow();
  });
});
