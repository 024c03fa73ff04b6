import { createRaft } from '@menagerie/raft';
import { describe, expect, it } from 'vitest';
import { Cluster, isOf } from './helpers/cluster.ts';

const read = { type: 'read', mode: 'quorum' } as const;

describe('reads by quorum (§6.4)', () => {
  it('are answered at the commit index once a quorum has answered a later heartbeat', () => {
    const cluster = new Cluster({ servers: 3 });
    cluster.elect(0);
    cluster.propose(0, 'x');
    cluster.run();
    const request = cluster.command(0, read);
    expect(cluster.answers.get(request)).toBeUndefined();
    cluster.run();
    expect(cluster.answers.get(request)).toEqual({ type: 'read', index: 2, by: 'quorum' });
  });

  it('are not confirmed by answers to an earlier heartbeat', () => {
    const cluster = new Cluster({ servers: 3 });
    cluster.elect(0);
    cluster.command(0, read);
    cluster.run(isOf('heartbeat'));
    const request = cluster.command(0, read);
    cluster.run(isOf('heartbeatAnswer'));
    expect(cluster.answers.get(request)).toBeUndefined();
    cluster.run();
    expect(cluster.answers.get(request)?.type).toBe('read');
  });

  it('wait for the no-op of the term', () => {
    const cluster = new Cluster({ servers: 3 });
    cluster.loses = isOf('appendAccepted');
    cluster.elect(0);
    const request = cluster.command(0, read);
    cluster.run(isOf('heartbeat', 'heartbeatAnswer'));
    expect(cluster.answers.get(request)).toBeUndefined();
    cluster.mend();
    cluster.heartbeat(0);
    expect(cluster.answers.get(request)).toEqual({ type: 'read', index: 1, by: 'quorum' });
  });

  it('are refused when leadership is lost, and are never answered by a leader that is cut off', () => {
    const cluster = new Cluster({ servers: 3 });
    cluster.elect(0);
    cluster.cut(0);
    const request = cluster.command(0, read);
    cluster.run();
    expect(cluster.answers.get(request)).toBeUndefined();
    cluster.fire(0, 'quorum');
    cluster.fire(0, 'quorum');
    expect(cluster.answers.get(request)).toMatchObject({
      type: 'refused',
      reason: 'leadership-lost',
    });
  });

  it('are answered at once in a cluster of one', () => {
    const cluster = new Cluster({ servers: 1 });
    cluster.elect(0);
    const request = cluster.command(0, read);
    expect(cluster.answers.get(request)).toEqual({ type: 'read', index: 1, by: 'quorum' });
  });

  it('survive a lost heartbeat', () => {
    const cluster = new Cluster({ servers: 3 });
    cluster.elect(0);
    cluster.loses = isOf('heartbeat');
    const request = cluster.command(0, read);
    cluster.run();
    cluster.mend();
    cluster.heartbeat(0);
    expect(cluster.answers.get(request)?.type).toBe('read');
  });

  it('are sent to the leader by the others, but for local ones', () => {
    const cluster = new Cluster({ servers: 3 });
    cluster.elect(0);
    const refused = cluster.command(1, read);
    expect(cluster.answers.get(refused)).toEqual({
      type: 'refused',
      reason: 'not-leader',
      leader: 0,
    });
    const local = cluster.command(1, { type: 'read', mode: 'local' });
    expect(cluster.answers.get(local)).toEqual({ type: 'read', index: 1, by: 'local' });
  });
});

describe('reads by lease (§6.4.1)', () => {
  const leases = { servers: 3, leases: true, electionMs: 1000, driftPerMille: 100 };
  const lease = { type: 'read', mode: 'lease' } as const;

  function withLease(protocol = createRaft()): Cluster {
    const cluster = new Cluster(leases, protocol);
    cluster.elect(0);
    cluster.heartbeat(0);
    return cluster;
  }

  function by(cluster: Cluster): string | undefined {
    const answer = cluster.answers.get(cluster.command(0, lease));
    return answer?.type === 'read' ? answer.by : answer?.type;
  }

  it('are answered without a message while the lease lasts', () => {
    const cluster = withLease();
    expect(by(cluster)).toBe('lease');
    expect(cluster.letters).toEqual([]);
  });

  it('last T by the bound on clocks, from the sending of the round', () => {
    const cluster = new Cluster(leases);
    cluster.elect(0);
    cluster.fire(0, 'heartbeat');
    expect(cluster.server(0).armed.get('leaseEven')).toEqual({ min: 818, max: 818 });
    expect(by(cluster)).toBe(undefined);
    cluster.run();
    expect(by(cluster)).toBe('lease');
  });

  it('fall back to a quorum when the timer has fired', () => {
    const cluster = withLease();
    cluster.fire(0, 'leaseEven');
    const request = cluster.command(0, lease);
    expect(cluster.answers.get(request)).toBeUndefined();
    cluster.run();
    expect(cluster.answers.get(request)).toMatchObject({ by: 'quorum' });
  });

  it('are renewed by the other timer before the one in use runs out', () => {
    const cluster = withLease();
    cluster.heartbeat(0);
    cluster.fire(0, 'leaseEven');
    expect(by(cluster)).toBe('lease');
    cluster.heartbeat(0);
    cluster.fire(0, 'leaseOdd');
    expect(by(cluster)).toBe('lease');
  });

  it('are not confirmed by an answer that comes after the timer has fired', () => {
    const cluster = new Cluster(leases);
    cluster.elect(0);
    cluster.fire(0, 'heartbeat');
    cluster.fire(0, 'leaseEven');
    cluster.run();
    expect(by(cluster)).toBe(undefined);
  });

  it('end with the order to hand over, even if the successor never campaigns', () => {
    const cluster = withLease();
    cluster.command(0, { type: 'transferLeadership', to: 1 });
    cluster.letters = [];
    cluster.fire(0, 'transfer');
    cluster.heartbeat(0);
    expect(by(cluster)).toBe(undefined);
  });

  it('begin anew with another membership', () => {
    const cluster = withLease();
    cluster.command(0, {
      type: 'changeMembership',
      transition: 'simple',
      changes: [{ type: 'remove', server: 2 }],
    });
    cluster.run();
    expect(by(cluster)).toBe(undefined);
    cluster.run();
    cluster.heartbeat(0);
    expect(by(cluster)).toBe('lease');
  });

  it('keep the round that is under way until it is answered', () => {
    const cluster = new Cluster(leases);
    cluster.elect(0);
    cluster.fire(0, 'heartbeat');
    cluster.fire(0, 'heartbeat');
    cluster.fire(0, 'heartbeat');
    expect(cluster.leader(0).lease).toMatchObject({ even: { round: 1 }, odd: { round: 2 } });
    cluster.run();
    expect(by(cluster)).toBe('lease');
  });

  it('renew the older of two leases', () => {
    const cluster = withLease();
    cluster.heartbeat(0);
    expect(cluster.leader(0).lease).toMatchObject({ even: { round: 1 }, odd: { round: 2 } });
    cluster.fire(0, 'heartbeat');
    expect(cluster.leader(0).lease).toMatchObject({
      even: { round: 3, confirmed: false },
      odd: { round: 2, confirmed: true },
    });
  });
});
