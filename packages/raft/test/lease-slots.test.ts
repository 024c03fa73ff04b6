import { describe, expect, it } from 'vitest';
import { Cluster, isOf } from './helpers/cluster.ts';

const lease = { type: 'read', mode: 'lease' } as const;
const leases = { servers: 3, leases: true, electionMs: 900, heartbeatMs: 100, driftPerMille: 100 };

function withLease(options: Partial<typeof leases> = {}): Cluster {
  const cluster = new Cluster({ ...leases, ...options });
  cluster.elect(0);
  cluster.heartbeat(0);
  return cluster;
}

/** What a read is answered by at once, or `null` where it must wait. */
function by(cluster: Cluster): string | null {
  const answer = cluster.answers.get(cluster.command(0, lease));
  return answer?.type === 'read' ? answer.by : null;
}

describe('a lease (§6.4.1)', () => {
  it('is not there before a round was answered', () => {
    const cluster = new Cluster(leases);
    cluster.elect(0);
    expect(by(cluster)).toBe(null);
  });

  it('outlives commands, from append to commit', () => {
    const cluster = withLease();
    cluster.propose(0, 'x');
    expect(by(cluster)).toBe('lease');
    cluster.run();
    expect(cluster.applied(0)).toEqual(['x']);
    expect(by(cluster)).toBe('lease');
  });

  it('is of no use before the leader has committed in its term', () => {
    const cluster = new Cluster(leases);
    cluster.loses = isOf('appendEntries');
    cluster.elect(0);
    cluster.heartbeat(0);
    expect(cluster.leader(0).lease.even.confirmed).toBe(true);
    expect(cluster.state(0).commitIndex).toBe(0);
    expect(by(cluster)).toBe(null);
  });

  it('is not confirmed by one server of four others', () => {
    const cluster = withLease({ servers: 5 });
    cluster.fire(0, 'leaseEven');
    cluster.fire(0, 'heartbeat');
    cluster.deliver(isOf('heartbeat'));
    cluster.deliver(isOf('heartbeatAnswer'));
    expect(by(cluster)).toBe(null);
  });

  it('ends with the timer of its slot, of the odd one too', () => {
    const cluster = withLease();
    cluster.heartbeat(0);
    cluster.fire(0, 'leaseEven');
    cluster.fire(0, 'leaseOdd');
    expect(by(cluster)).toBe(null);
  });

  it('that is confirmed stays while the other is under way', () => {
    const cluster = withLease();
    cluster.fire(0, 'heartbeat');
    cluster.fire(0, 'heartbeat');
    expect(cluster.leader(0).lease).toMatchObject({
      even: { round: 1, confirmed: true },
      odd: { round: 2, confirmed: false },
    });
  });

  it('that is older is renewed, of the odd slot too', () => {
    const cluster = withLease();
    for (let beats = 0; beats < 3; beats += 1) cluster.heartbeat(0);
    expect(cluster.leader(0).lease).toMatchObject({ even: { round: 3 }, odd: { round: 4 } });
  });

  it('is asked for no more after the order to hand over', () => {
    const cluster = withLease();
    cluster.command(0, { type: 'transferLeadership', to: 1 });
    cluster.fire(0, 'leaseEven');
    cluster.fire(0, 'heartbeat');
    expect(cluster.leader(0).lease).toMatchObject({ even: { round: 0 }, odd: { round: 0 } });
  });

  it('is not asked for where there are none', () => {
    const cluster = withLease({ leases: false });
    expect(cluster.leader(0).lease.even.round).toBe(0);
    expect(by(cluster)).toBe(null);
  });

  it('does not serve reads that ask for a quorum', () => {
    const cluster = withLease();
    const request = cluster.command(0, { type: 'read', mode: 'quorum' });
    expect(cluster.answers.has(request)).toBe(false);
    cluster.run();
    expect(cluster.answers.get(request)).toMatchObject({ by: 'quorum' });
    expect(cluster.leader(0).reads).toEqual([]);
  });
});
