import { describe, expect, it } from 'vitest';
import { Cluster, isOf } from './helpers/cluster.ts';

describe('leadership transfer (§3.10)', () => {
  it('makes the target the leader, through the shelter of the others', () => {
    const cluster = new Cluster({ servers: 3 });
    cluster.elect(0);
    const request = cluster.command(0, { type: 'transferLeadership', to: 2 });
    cluster.run();
    expect(cluster.leaders()).toEqual([2]);
    expect(cluster.answers.get(request)).toEqual({ type: 'transferred' });
  });

  it('brings the target up to date first', () => {
    const cluster = new Cluster({ servers: 3 });
    cluster.elect(0);
    cluster.cut(2);
    for (const text of ['a', 'b', 'c']) cluster.propose(0, text);
    cluster.run();
    cluster.mend();
    cluster.command(0, { type: 'transferLeadership', to: 2 });
    expect(cluster.letters.some(isOf('timeoutNow'))).toBe(false);
    cluster.heartbeat(0);
    expect(cluster.leaders()).toEqual([2]);
    expect(cluster.applied(2)).toEqual(['a', 'b', 'c']);
  });

  it('refuses commands meanwhile, and goes on leading when the target does not answer', () => {
    const cluster = new Cluster({ servers: 3 });
    cluster.elect(0);
    cluster.cut(2);
    const request = cluster.command(0, { type: 'transferLeadership', to: 2 });
    cluster.run();
    const refused = cluster.propose(0, 'x');
    expect(cluster.answers.get(refused)).toMatchObject({ reason: 'transferring' });
    const second = cluster.command(0, { type: 'transferLeadership', to: 1 });
    expect(cluster.answers.get(second)).toMatchObject({ reason: 'transferring' });
    cluster.fire(0, 'transfer');
    expect(cluster.answers.get(request)).toMatchObject({ reason: 'transfer-timeout' });
    const accepted = cluster.propose(0, 'x');
    cluster.run();
    expect(cluster.answers.get(accepted)?.type).toBe('committed');
  });

  it('is refused for a learner, a stranger and the leader itself', () => {
    const cluster = new Cluster({ servers: 4, voters: 0b011, learners: 0b100 });
    cluster.elect(0);
    for (const to of [0, 2, 3]) {
      const request = cluster.command(0, { type: 'transferLeadership', to });
      expect(cluster.answers.get(request)).toMatchObject({ reason: 'not-a-voter' });
    }
  });

  it('does not depose a leader of a later term by an order of an older one', () => {
    const cluster = new Cluster({ servers: 3 });
    cluster.elect(0);
    cluster.command(0, { type: 'transferLeadership', to: 2 });
    const order = cluster.letters.filter(isOf('timeoutNow'));
    cluster.letters = [];
    cluster.elect(1);
    cluster.letters = order;
    cluster.run();
    expect(cluster.leaders()).toEqual([1]);
    expect(cluster.state(2).persistent.currentTerm).toBe(2);
  });

  it('orders once', () => {
    const cluster = new Cluster({ servers: 3 });
    cluster.elect(0);
    cluster.loses = isOf('timeoutNow');
    cluster.command(0, { type: 'transferLeadership', to: 2 });
    cluster.heartbeat(0);
    const message = {
      type: 'appendAccepted',
      term: 1,
      matchIndex: 1,
      incarnation: 0,
    } as const;
    cluster.input(0, { type: 'message', from: 2, message });
    expect(cluster.letters.filter(isOf('timeoutNow')).length).toBe(0);
  });

  it('takes the successor out of its shelter', () => {
    const cluster = new Cluster({ servers: 3 });
    cluster.elect(0);
    cluster.command(0, { type: 'transferLeadership', to: 2 });
    cluster.run(isOf('timeoutNow'));
    expect(cluster.state(2).role.type).toBe('candidate');
    expect(cluster.server(2).armed.has('contact')).toBe(false);
  });

  it('refuses changes of membership meanwhile', () => {
    const cluster = new Cluster({ servers: 3 });
    cluster.elect(0);
    cluster.command(0, { type: 'transferLeadership', to: 2 });
    const request = cluster.command(0, {
      type: 'changeMembership',
      transition: 'simple',
      changes: [{ type: 'remove', server: 1 }],
    });
    expect(cluster.answers.get(request)).toMatchObject({ reason: 'transferring' });
  });
});
